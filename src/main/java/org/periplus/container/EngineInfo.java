package org.periplus.container;

/**
 * A container engine and the machine that it runs on.
 *
 * @param version the engine's own version
 * @param cpus the machine's processors
 * @param memoryBytes the machine's memory in bytes
 * @param liveRestore whether containers go on while the engine itself is stopped and started
 */
public record EngineInfo(String version, int cpus, long memoryBytes, boolean liveRestore) {}
