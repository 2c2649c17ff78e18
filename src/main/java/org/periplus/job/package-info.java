/**
 * An execution of a process and the words that all its rooms share: the job itself, its status,
 * what is asked for, what may go wrong, and the port {@link org.periplus.job.JobLauncher} to what
 * runs it. May use {@code process}, {@code persistence} and {@code trace}. Begin reading at {@link
 * org.periplus.job.Job}.
 */
package org.periplus.job;
