/**
 * The resources of jobs: status, list, steps, definition, inputs, and the jobs of Part 4 that are
 * created before they are started. May use {@code api} and {@code request}. Begin reading at {@link
 * org.periplus.api.job.JobResource}.
 */
package org.periplus.api.job;
