/**
 * Executions: the job and the runs of its steps, as the database knows them, and the port through
 * which a job is started and stopped. Everything here is one transaction and blocks no longer than
 * that. May use {@code process}, {@code persistence} and {@code configuration}; the batch
 * implements {@link org.periplus.job.JobLauncher}. Begin reading at {@link
 * org.periplus.job.JobStore}.
 */
package org.periplus.job;
