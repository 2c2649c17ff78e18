package org.periplus.container;

/**
 * How a container ended.
 *
 * @param exitCode the command's exit code; 128 plus the signal when a signal ended it
 * @param outOfMemory whether it was ended because it used more memory than its limit
 */
public record ContainerExit(int exitCode, boolean outOfMemory) {}
