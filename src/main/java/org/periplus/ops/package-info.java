/**
 * What operators look at: health checks now, metrics later. Reads from the other packages and
 * changes nothing. Begin reading at {@link org.periplus.ops.DatabaseReadiness}.
 */
package org.periplus.ops;
