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
    SourceLocation location) {}
