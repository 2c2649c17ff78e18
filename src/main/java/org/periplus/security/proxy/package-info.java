/**
 * The proxy by which tools reach the web: it answers on Unix sockets, one for each run of a tool,
 * and connects to nothing that the egress rule of that run refuses. Knows neither jobs nor
 * containers. Begin reading at {@link org.periplus.security.proxy.EgressProxy}.
 */
package org.periplus.security.proxy;
