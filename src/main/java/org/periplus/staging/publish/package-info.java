/**
 * What a tool has written, before it becomes results: its folder, literals, JSON, and the folder of
 * results in the making. May use {@code staging.file}, {@code staging.store} and {@code cwl.model}.
 * Begin reading at {@link org.periplus.staging.publish.ResultFolder}.
 */
package org.periplus.staging.publish;
