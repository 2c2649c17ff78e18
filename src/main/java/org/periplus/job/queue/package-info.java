/**
 * The jobs that wait for a server, how many may, whose turn it is (fair share over tenants), and
 * the leases of the servers that run them. May use {@code job}. Begin reading at {@link
 * org.periplus.job.queue.JobQueue}.
 */
package org.periplus.job.queue;
