package org.periplus.batch;

import org.periplus.process.builtin.BuiltInProcesses;

/** What the workflows of all jobs are run with; each part is safe for use by several threads. */
record WorkflowServices(
    ToolServices tools,
    StagingServices staging,
    BuiltInProcesses builtIn,
    WorkflowExecutions executions) {}
