package org.periplus.cwl.tool.plan;

/**
 * What a tool asks for. Without a {@code ResourceRequirement}: 1 core, 256 MiB of memory, 1 GiB in
 * each of the two folders.
 *
 * @param cores processors, also a fraction
 */
public record ResourceRequest(double cores, long ramMiB, long tmpdirMiB, long outdirMiB) {

  /** What CWL gives a tool that asks for nothing. */
  public static final ResourceRequest DEFAULT = new ResourceRequest(1, 256, 1024, 1024);
}
