package org.periplus.batch.tool;

/** Which tools run on the server's own machine instead of in a container. */
public enum HostTools {
  /** None: a tool that names no image gets the default one. */
  NEVER,
  /** Those without a {@code DockerRequirement}. */
  WITHOUT_IMAGE,
  /** All of them. */
  ALWAYS
}
