package org.periplus.batch;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.periplus.configuration.DataDirectory;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.staging.ResultStores;
import org.periplus.staging.StageIn;

/**
 * What the steps of all jobs share; each part is safe for use by several threads.
 *
 * @param results keep what is left of jobs; absent where a user takes the outputs themselves
 * @param lease whether this program may work on a job now
 * @param meters are told what happens
 * @param leavesContainers whether tools go on when this program is stopped, for the next to take up
 */
record JobServices(
    ContainerConfiguration containers,
    ToolRetries retries,
    DataDirectory data,
    JobStore jobs,
    StepRunStore stepRuns,
    StepLogs logs,
    ToolEngines engines,
    ContainerSlots slots,
    FreeSpace disk,
    ExpressionEngine expressions,
    StageIn stageIn,
    SiteTools siteTools,
    ToolImages images,
    Optional<ResultStores> results,
    BuiltInProcesses builtIn,
    WorkflowOperator operator,
    Executor threads,
    Outages outages,
    Predicate<UUID> lease,
    Meters meters,
    boolean leavesContainers) {}
