package org.periplus.security.proxy;

import java.time.Duration;

/**
 * What may be asked of a proxy.
 *
 * @param connections how many connections are open at once, those of all its doors together
 * @param connectTimeout how long another server may take to accept a connection
 * @param idleTimeout how long nothing may come on a connection, in either direction
 * @param bytes how much may go through one door, both directions together; 0 for any amount
 */
public record ProxyLimits(
    int connections, Duration connectTimeout, Duration idleTimeout, long bytes) {}
