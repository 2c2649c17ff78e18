/**
 * One job while it runs on this server, and what all its steps share: their places, logs, progress,
 * waits and outages. May use {@code batch.admission}, {@code job}, {@code cwl} and {@code
 * persistence}. Begin reading at {@link org.periplus.batch.run.JobRun}.
 */
package org.periplus.batch.run;
