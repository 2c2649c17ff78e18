/**
 * Parts of the list of jobs, filtered and in order, and their numbers. May use {@code job}. Begin
 * reading at {@link org.periplus.job.list.JobQuery}.
 */
package org.periplus.job.list;
