/**
 * Executions as Jakarta Batch jobs: the server's launcher with its queue and recovery, and the same
 * for a user without a server. The rooms below go from the words that all runs share ({@code run})
 * over {@code admission}, {@code tool}, {@code staging} and {@code workflow} to {@code jberet},
 * which alone knows the batch runtime. May use {@code job}, {@code process}, {@code cwl}, {@code
 * container}, {@code staging}, {@code persistence}, {@code security} and {@code trace}. Begin
 * reading at {@link org.periplus.batch.BatchLauncher}.
 */
package org.periplus.batch;
