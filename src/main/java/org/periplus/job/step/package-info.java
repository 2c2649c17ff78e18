/**
 * The runs of a job's steps, and the logs that they write. May use {@code job}, {@code
 * staging.store} and {@code persistence}. Begin reading at {@link
 * org.periplus.job.step.StepRunStore}.
 */
package org.periplus.job.step;
