/**
 * Workflows as pictures: what is folded, where each node stands, the SVG. Plain Java; may use the
 * records of {@code api.graph}. Begin reading at {@link org.periplus.web.graph.GraphPicture}.
 */
package org.periplus.web.graph;
