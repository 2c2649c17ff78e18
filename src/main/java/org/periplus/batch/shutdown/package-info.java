/**
 * Graceful shutdown: the signal, and the drain of what runs. May use {@code batch.run} and {@code
 * batch.admission}. Begin reading at {@link org.periplus.batch.shutdown.ShutdownConfiguration}.
 */
package org.periplus.batch.shutdown;
