package org.periplus.api.landing;

import java.util.List;
import java.util.Map;
import org.periplus.api.job.StatusInfo;
import org.periplus.api.process.ProcessSummary;

/**
 * The landing page for people: what is theirs, what runs, what failed last.
 *
 * @param landing what the JSON has
 * @param counts how many of their jobs have each status
 * @param open their newest jobs that run or wait
 * @param failed those that failed last
 * @param finished those that finished well last
 * @param processes the first of the processes
 */
public record HomePage(
    LandingPage landing,
    Map<String, Long> counts,
    List<StatusInfo> open,
    List<StatusInfo> failed,
    List<StatusInfo> finished,
    List<ProcessSummary> processes) {}
