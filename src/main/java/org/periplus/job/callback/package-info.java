/**
 * The outbox: what subscribers of jobs are still to be told, in the transaction in which it becomes
 * true. May use {@code job}. Begin reading at {@link org.periplus.job.callback.CallbackOutbox}.
 */
package org.periplus.job.callback;
