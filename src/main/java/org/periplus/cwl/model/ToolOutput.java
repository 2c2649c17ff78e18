package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;

/**
 * An output of a tool.
 *
 * @param format the IRI of the output files' format, or an expression
 */
public record ToolOutput(
    String id,
    Documentation documentation,
    CwlType type,
    List<SecondaryFile> secondaryFiles,
    Optional<String> format,
    boolean streamable,
    Optional<OutputBinding> outputBinding,
    SourceLocation location)
    implements OutputParameter {

  /** An output that has nothing but a type, and perhaps what collects it. */
  public static ToolOutput plain(
      String id, CwlType type, Optional<OutputBinding> outputBinding, SourceLocation location) {
    return new ToolOutput(
        id, Documentation.NONE, type, List.of(), Optional.empty(), false, outputBinding, location);
  }
}
