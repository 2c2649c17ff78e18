package org.periplus.batch.run;

import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.periplus.batch.admission.ContainerSlots;
import org.periplus.batch.admission.FreeSpace;
import org.periplus.batch.confinement.Sandbox;
import org.periplus.configuration.DataDirectory;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.job.secret.JobVault;
import org.periplus.job.step.StepLogs;
import org.periplus.job.step.StepRunStore;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.WriteBehind;

/**
 * What the steps of all jobs share, whatever they do; each part is safe for use by several threads.
 *
 * @param later takes what of a job's records can wait for its next transaction
 * @param sandbox what keeps tools from all that is not theirs
 * @param lease whether this program may work on a job now
 * @param meters are told what happens
 */
public record JobServices(
    DataDirectory data,
    WriteBehind later,
    Sandbox sandbox,
    JobStore jobs,
    JobVault vault,
    StepRunStore stepRuns,
    StepLogs logs,
    ExpressionEngine expressions,
    ContainerSlots slots,
    FreeSpace disk,
    Outages outages,
    Executor threads,
    Predicate<UUID> lease,
    RunMetrics meters) {}
