/**
 * What changes of jobs, for those who follow them on any server. May use {@code job} and its
 * stores. Begin reading at {@link org.periplus.job.watch.JobWatch}.
 */
package org.periplus.job.watch;
