package org.periplus.batch.tool;

/**
 * What the tools of all jobs share; each part is safe for use by several threads.
 *
 * @param leavesContainers whether tools go on when this program is stopped, for the next to take up
 */
public record ToolServices(
    ContainerConfiguration containers,
    ToolRetries retries,
    ToolEngines engines,
    ToolImages images,
    boolean leavesContainers) {}
