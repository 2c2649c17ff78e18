package org.periplus.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to run in a container.
 *
 * @param command the arguments after the image's own entry point, if it has one
 * @param workingDirectory where the command starts, inside the container
 * @param user {@code uid:gid}; the image's own when empty
 * @param network what it may reach
 * @param confinement what keeps it to its work
 * @param stdin a file that the command reads as its standard input; an empty one when empty
 */
public record ContainerSpec(
    String image,
    List<String> command,
    Map<String, String> environment,
    List<Mount> mounts,
    String workingDirectory,
    Optional<String> user,
    Limits limits,
    ContainerNetwork network,
    Map<String, String> labels,
    Confinement confinement,
    Optional<Path> stdin) {

  /** The same in another image. */
  public ContainerSpec in(String newImage) {
    return new ContainerSpec(
        newImage,
        command,
        environment,
        mounts,
        workingDirectory,
        user,
        limits,
        network,
        labels,
        confinement,
        stdin);
  }

  /** A file or folder of the engine's machine that is seen inside the container. */
  public record Mount(Path source, String target, boolean readOnly) {}

  /**
   * What a container may use at most.
   *
   * @param cpus processors, also fractions
   * @param memoryBytes bytes of memory; it gets no swap beside it
   * @param pids processes and threads
   * @param gpus graphics processors; one that asks for more than the machine has does not start
   */
  public record Limits(double cpus, long memoryBytes, long pids, int gpus) {}

  /**
   * What keeps a container to its work, beside the limits.
   *
   * @param readOnly whether nothing but its mounts can be written to
   * @param openFiles how many files each of its processes may have open
   * @param coreBytes how large a core dump may be
   * @param logBytes how much of its latest output the engine keeps, for who takes the container up
   *     later; each write counts {@link #LOG_OVERHEAD} bytes more
   */
  public record Confinement(boolean readOnly, long openFiles, long coreBytes, long logBytes) {

    /** What an engine writes at most beside each write of a container. */
    public static final int LOG_OVERHEAD = 128;
  }
}
