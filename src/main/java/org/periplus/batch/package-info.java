/**
 * Executions as Jakarta Batch jobs: a job whose steps mirror a workflow's, JBeret embedded with its
 * JDBC repository, and a runner that starts each step when its own inputs exist. May use {@code
 * job}, {@code cwl}, {@code container} and {@code staging}. Begin reading at {@link
 * org.periplus.batch.BatchLauncher}, then {@link org.periplus.batch.WorkflowRunner}.
 */
package org.periplus.batch;
