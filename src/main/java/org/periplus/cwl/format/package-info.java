/** File formats as ontologies relate them: the field {@code $schemas} of CWL documents. */
package org.periplus.cwl.format;
