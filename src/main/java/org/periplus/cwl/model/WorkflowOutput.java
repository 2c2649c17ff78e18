package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;

/**
 * An output of a workflow, taken from the workflow's inputs and its steps' outputs.
 *
 * @param outputSource the sources: {@code input} or {@code step/output}
 * @param sourceIsList whether the sources are merged into a list: there are several, or the
 *     document gives {@code linkMerge}, or it picks {@code all_non_null} of a list; otherwise a
 *     list of one source stands for that source
 */
public record WorkflowOutput(
    String id,
    Documentation documentation,
    CwlType type,
    List<SecondaryFile> secondaryFiles,
    Optional<String> format,
    List<String> outputSource,
    boolean sourceIsList,
    LinkMerge linkMerge,
    Optional<PickValue> pickValue,
    SourceLocation location)
    implements OutputParameter {}
