/** Measurements beside other programs; started by {@code ./periplus bench}, no tests. */
package org.periplus.bench;
