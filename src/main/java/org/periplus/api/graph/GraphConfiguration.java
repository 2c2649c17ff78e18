package org.periplus.api.graph;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How much of a workflow its graph shows.
 *
 * @param maxNodes from how many nodes on a subworkflow's steps are left out
 * @param foldBeyond how many nodes the picture shows before some are folded into one
 */
@Dependent
public record GraphConfiguration(
    @ConfigProperty(name = "periplus.web.graph.max-nodes", defaultValue = "5000") int maxNodes,
    @ConfigProperty(name = "periplus.web.graph.fold-beyond", defaultValue = "60") int foldBeyond) {

  @Inject
  public GraphConfiguration {
    if (maxNodes < 1 || foldBeyond < 10) {
      throw new IllegalArgumentException(
          "periplus.web.graph.max-nodes must be at least 1, and periplus.web.graph.fold-beyond at"
              + " least 10");
    }
  }

  /** The defaults. */
  public static GraphConfiguration defaults() {
    return new GraphConfiguration(5000, 60);
  }
}
