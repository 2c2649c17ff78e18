/**
 * Descriptions of processes in OGC's terms, made from CWL. May use {@code cwl} and {@code
 * persistence}. Begin reading at {@link org.periplus.process.description.ProcessDescriber}.
 */
package org.periplus.process.description;
