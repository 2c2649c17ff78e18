package org.periplus.cwl.model;

import java.util.Optional;

/**
 * What a CWL {@code label} and {@code doc} tell a reader. A {@code doc} that is an array of lines
 * is joined with line feeds.
 */
public record Documentation(Optional<String> label, Optional<String> doc) {

  /** Neither label nor doc. */
  public static final Documentation NONE = new Documentation(Optional.empty(), Optional.empty());
}
