/**
 * What operators look at: health checks, metrics, JMX. Reads from the other packages and changes
 * nothing but by the commands of JMX. Begin reading at {@link org.periplus.ops.DatabaseReadiness}.
 */
package org.periplus.ops;
