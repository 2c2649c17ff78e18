/**
 * The logs of a job's steps, at once or while they are written. May use {@code api}, {@code file}
 * and {@code job}. Begin reading at {@link org.periplus.api.log.JobLogResource}.
 */
package org.periplus.api.log;
