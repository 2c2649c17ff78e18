package org.periplus.api.step;

import java.util.List;
import org.periplus.api.Link;
import org.periplus.api.job.StepList;

/**
 * One run of a step, of many. An addition of ours to the standard.
 *
 * @param process what the job runs
 */
public record JobStepRun(
    String job, String process, StepList.Step run, RunDetails details, List<Link> links) {}
