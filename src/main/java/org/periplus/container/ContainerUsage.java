package org.periplus.container;

import java.time.Duration;

/**
 * What a container uses.
 *
 * @param processorTime for how long it has kept processors busy since its start
 * @param memory at the moment, in bytes; without what could be given back at once
 */
public record ContainerUsage(Duration processorTime, long memory) {}
