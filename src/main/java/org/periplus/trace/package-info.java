/**
 * For whom a thread works, and as part of which trace: what log lines are marked with and what is
 * passed on to other servers. May use nothing of ours. Begin reading at {@link
 * org.periplus.trace.JobContext}.
 */
package org.periplus.trace;
