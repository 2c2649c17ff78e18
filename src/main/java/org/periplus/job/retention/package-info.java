/**
 * How long what is left of jobs is kept, and its deletion on one server of a cluster. May use
 * {@code job}, {@code store} and {@code execution}. Begin reading at {@link
 * org.periplus.job.retention.Housekeeping}.
 */
package org.periplus.job.retention;
