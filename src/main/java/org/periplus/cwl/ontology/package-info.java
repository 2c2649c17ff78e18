/**
 * The ontologies that a document names in {@code $schemas}, as far as they tell which file format
 * is a kind of which other. Uses {@link org.periplus.cwl.document} to read them and is a {@link
 * org.periplus.cwl.value.FormatRelation}. Begin reading at {@link
 * org.periplus.cwl.ontology.FormatOntology}.
 */
package org.periplus.cwl.ontology;
