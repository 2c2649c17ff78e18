/**
 * Makes processes of nodes: one reader for each kind of thing that a document holds. May use {@code
 * source}, {@code check} and {@code cwl.model}. Begin reading at {@link
 * org.periplus.cwl.document.read.ProcessReader}.
 */
package org.periplus.cwl.document.read;
