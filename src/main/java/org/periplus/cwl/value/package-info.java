/**
 * Values of CWL as JSON, and whether they are of a type: Files and Directories, their listings and
 * contents, formats. May use {@code cwl.model} alone. Begin reading at {@link
 * org.periplus.cwl.value.ValueCheck}.
 */
package org.periplus.cwl.value;
