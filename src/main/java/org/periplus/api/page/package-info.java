/**
 * The page of a job, which shows parts of several of its resources. May use {@code api.job}, {@code
 * api.graph} and {@code api.timeline}. Begin reading at {@link org.periplus.api.page.JobPage}.
 */
package org.periplus.api.page;
