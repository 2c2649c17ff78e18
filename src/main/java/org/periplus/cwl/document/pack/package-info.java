/**
 * Writes a document and all that it refers to as one. May use {@code read}, {@code source} and
 * {@code cwl.model}. Begin reading at {@link org.periplus.cwl.document.pack.Packing}.
 */
package org.periplus.cwl.document.pack;
