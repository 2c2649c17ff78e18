package org.periplus.cwl.model;

import java.util.List;
import java.util.Optional;

/**
 * A step of a workflow.
 *
 * @param out the names of the outputs of {@code run} that other steps may use
 * @param requirements the step's own
 * @param run the process, already resolved
 * @param when the condition, an expression
 */
public record WorkflowStep(
    String id,
    Documentation documentation,
    List<StepInput> in,
    List<String> out,
    Requirements requirements,
    Process run,
    Optional<String> when,
    Optional<Scatter> scatter,
    SourceLocation location) {}
