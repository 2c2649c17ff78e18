/**
 * Runs of workflows: which step can start, what its inputs are, what each kind of process does. May
 * use {@code batch.tool}, {@code batch.staging}, {@code batch.run} and {@code cwl}. Begin reading
 * at {@link org.periplus.batch.workflow.WorkflowRun}.
 */
package org.periplus.batch.workflow;
