package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * An input of a workflow step.
 *
 * @param source the sources: {@code input} or {@code step/output} of the enclosing workflow
 * @param sourceIsList whether the sources are merged into a list: there are several, or the
 *     document gives {@code linkMerge}, or it picks {@code all_non_null} of a list; otherwise a
 *     list of one source stands for that source
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
