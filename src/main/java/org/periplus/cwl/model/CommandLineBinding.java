package org.periplus.cwl.model;

import java.util.Optional;

/**
 * How a value gets on the command line.
 *
 * @param position a number or an expression; 0 when it is not given
 * @param separate whether prefix and value are two arguments
 * @param valueFrom a constant or an expression
 */
public record CommandLineBinding(
    String position,
    Optional<String> prefix,
    boolean separate,
    Optional<String> itemSeparator,
    Optional<String> valueFrom,
    boolean shellQuote,
    boolean loadContents) {

  /** A binding that only puts a literal or an expression at position 0. */
  public static CommandLineBinding ofValue(String valueFrom) {
    return new CommandLineBinding(
        "0", Optional.empty(), true, Optional.empty(), Optional.of(valueFrom), true, false);
  }
}
