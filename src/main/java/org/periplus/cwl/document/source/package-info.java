/**
 * The text of a document: its nodes with their places, where it comes from, and the problems that
 * are found in it. May use {@code cwl.model}. Begin reading at {@link
 * org.periplus.cwl.document.source.YamlReader}.
 */
package org.periplus.cwl.document.source;
