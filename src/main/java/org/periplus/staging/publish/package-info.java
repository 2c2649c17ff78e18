/**
 * What a tool has written, before it becomes results: its folder, literals, JSON, and the folder of
 * results in the making. May use {@code staging.file}, {@code staging.store} {@code cwl.model} and
 * {@code cwl.value}. Begin reading at {@link org.periplus.staging.publish.ResultFolder}.
 */
package org.periplus.staging.publish;
