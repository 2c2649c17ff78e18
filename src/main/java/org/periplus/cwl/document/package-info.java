/**
 * Reads CWL documents and input objects of the versions 1.0, 1.1 and 1.2 into the model of v1.2:
 * here the two ways in and the checks of a whole document; {@code source} has texts as nodes with
 * their places, {@code read} makes the model of them, {@code check} finds what cannot work. May use
 * {@code cwl.model}, {@code cwl.value} and {@code cwl.expression}. Begin reading at {@link
 * org.periplus.cwl.document.DocumentLoader}.
 */
package org.periplus.cwl.document;
