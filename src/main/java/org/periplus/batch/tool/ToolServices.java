package org.periplus.batch.tool;

import org.periplus.batch.image.ToolImages;
import org.periplus.process.ToolLimits;

/**
 * What the tools of all jobs share; each part is safe for use by several threads.
 *
 * @param limits what tools may use at most
 * @param leavesContainers whether tools go on when this program is stopped, for the next to take up
 */
public record ToolServices(
    ContainerConfiguration containers,
    ToolLimits limits,
    ToolRetries retries,
    ToolEngines engines,
    ToolNetworks networks,
    ToolImages images,
    boolean leavesContainers) {}
