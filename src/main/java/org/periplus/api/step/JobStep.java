package org.periplus.api.step;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Link;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.job.StepList;

/**
 * One step of a job. An addition of ours to the standard.
 *
 * @param process what the job runs
 * @param step the step, with how far it is
 * @param runs its runs, in the order in which they began
 * @param details more about the run, when it can have one alone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record JobStep(
    String job,
    String process,
    StepGraph.Node step,
    List<StepList.Step> runs,
    Optional<RunDetails> details,
    List<Link> links) {}
