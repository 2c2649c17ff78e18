/**
 * One step of a job and its runs: what they ran, asked for and used. May use {@code api.job},
 * {@code api.graph} and {@code job.step}. Begin reading at {@link
 * org.periplus.api.step.JobStepResource}.
 */
package org.periplus.api.step;
