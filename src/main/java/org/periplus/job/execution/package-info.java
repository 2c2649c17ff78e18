/**
 * Begins executions and dismisses them; repeated requests find the job of the first. May use {@code
 * job}, {@code queue}, {@code step} and {@code store}. Begin reading at {@link
 * org.periplus.job.execution.Executions}.
 */
package org.periplus.job.execution;
