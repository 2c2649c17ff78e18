package org.periplus.batch;

import org.periplus.configuration.DataDirectory;
import org.periplus.container.ContainerEngine;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.job.JobStore;
import org.periplus.job.StepRunStore;
import org.periplus.staging.StageIn;
import org.periplus.staging.StageOut;

/** What the steps of all jobs share; each part is safe for use by several threads. */
record JobServices(
    ContainerConfiguration containers,
    DataDirectory data,
    JobStore jobs,
    StepRunStore stepRuns,
    ContainerEngine engine,
    ContainerSlots slots,
    ExpressionEngine expressions,
    StageIn stageIn,
    StageOut stageOut,
    WorkflowOperator operator) {}
