package org.periplus.cwl.model;

import java.util.List;

/**
 * How a step is run once for each element of its inputs.
 *
 * @param inputs the step inputs that are scattered over, in the order written
 */
public record Scatter(List<String> inputs, Method method) {

  /** {@code scatterMethod}; one scattered input is a {@link #DOTPRODUCT}. */
  public enum Method {
    DOTPRODUCT,
    NESTED_CROSSPRODUCT,
    FLAT_CROSSPRODUCT
  }
}
