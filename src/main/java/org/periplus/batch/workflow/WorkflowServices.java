package org.periplus.batch.workflow;

import org.periplus.batch.staging.StagingServices;
import org.periplus.batch.tool.ToolServices;
import org.periplus.process.builtin.BuiltInProcesses;

/** What the workflows of all jobs are run with; each part is safe for use by several threads. */
public record WorkflowServices(
    ToolServices tools,
    StagingServices staging,
    BuiltInProcesses builtIn,
    WorkflowExecutions executions) {}
