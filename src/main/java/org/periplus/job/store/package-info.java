/**
 * The jobs in the database, and what is kept of them beside their rows. May use {@code job}, {@code
 * callback}, {@code list}, {@code step} and {@code staging}. Begin reading at {@link
 * org.periplus.job.store.JobStore}.
 */
package org.periplus.job.store;
