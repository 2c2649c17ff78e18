/**
 * Faults that a job must outlive, each brought about for real: servers, engines and databases of
 * the test's own are killed, stopped and started. {@code ./periplus test --faults} runs them; each
 * prints what it counted. Begin reading at {@link org.periplus.faults.KilledServerFaults}.
 */
package org.periplus.faults;
