package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;

/**
 * An output of a workflow, taken from the workflow's inputs and its steps' outputs.
 *
 * @param outputSource the sources: {@code input} or {@code step/output}
 * @param sourceIsList whether the document wrote the sources as a list: a list of one source is
 *     still merged
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
