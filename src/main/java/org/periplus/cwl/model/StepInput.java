package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An input of a workflow step.
 *
 * @param source the sources: {@code input} or {@code step/output} of the enclosing workflow
 * @param sourceIsList whether the document wrote the sources as a list: a list of one source is
 *     still merged
 */
public record StepInput(
    String id,
    List<String> source,
    boolean sourceIsList,
    LinkMerge linkMerge,
    Optional<PickValue> pickValue,
    Optional<JsonNode> defaultValue,
    Optional<String> valueFrom,
    boolean loadContents,
    Optional<LoadListing> loadListing,
    SourceLocation location) {}
