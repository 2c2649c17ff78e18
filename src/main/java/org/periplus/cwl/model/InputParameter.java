package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An input of a process.
 *
 * @param defaultValue the value when none is given; relative File and Directory locations are
 *     already resolved against the document
 * @param format IRIs of allowed formats, or one expression; empty when any is allowed
 * @param inputBinding how a tool puts the value on its command line; empty when it does not, or
 *     when the bindings inside the type do
 */
public record InputParameter(
    String id,
    Documentation documentation,
    CwlType type,
    Optional<JsonNode> defaultValue,
    List<SecondaryFile> secondaryFiles,
    List<String> format,
    boolean streamable,
    boolean loadContents,
    Optional<LoadListing> loadListing,
    Optional<CommandLineBinding> inputBinding,
    SourceLocation location) {

  /**
   * The default, if it can be used. Packages of the field have {@code default: ''} for a File or
   * Directory, which is none.
   */
  public Optional<JsonNode> usableDefault() {
    return defaultValue.filter(value -> !isEmptyFile(type, value));
  }

  /** Whether the value is the empty text, and the type that of a file or folder. */
  public static boolean isEmptyFile(CwlType type, JsonNode value) {
    CwlType present = type.required();
    return value.isTextual()
        && value.textValue().isEmpty()
        && (present == CwlType.Primitive.FILE || present == CwlType.Primitive.DIRECTORY);
  }

  /** An input that has nothing but a type, and perhaps a place on the command line. */
  public static InputParameter plain(
      String id, CwlType type, Optional<CommandLineBinding> inputBinding, SourceLocation location) {
    return new InputParameter(
        id,
        Documentation.NONE,
        type,
        Optional.empty(),
        List.of(),
        List.of(),
        false,
        false,
        Optional.empty(),
        inputBinding,
        location);
  }
}
