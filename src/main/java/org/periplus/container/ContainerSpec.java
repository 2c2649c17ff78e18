package org.periplus.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What to run in a container.
 *
 * @param command the arguments after the image's own entry point, if it has one
 * @param workingDirectory where the command starts, inside the container
 * @param user {@code uid:gid}; the image's own when empty
 * @param network what it may reach
 * @param confinement what keeps it to its work
 * @param stdin a file that the command reads as its standard input; an empty one when empty
 * @param run what tells this run from others
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
    Optional<Path> stdin,
    Run run) {

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
        stdin,
        run);
  }

  /**
   * A file or folder of the engine's machine that is seen inside the container.
   *
   * @param readOnly whether the container cannot write to it
   * @param returned whether what it has written there is wanted when it has ended
   */
  public record Mount(Path source, String target, boolean readOnly, boolean returned) {

    /** One of which all is wanted that the container may write. */
    public Mount(Path source, String target, boolean readOnly) {
      this(source, target, readOnly, !readOnly);
    }
  }

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
   * What an engine of many machines needs to know of a run; one that has a single machine, and a
   * connection to each container, does without.
   *
   * @param name what no other run has, also of another program: such an engine never makes a second
   *     container for it
   * @param tenant whose it is
   * @param timeLimit after what time the command may be ended also when nobody is there to do it
   * @param pool on which of the engine's machines it runs best, as the operator has named them;
   *     where there is no such name for it, it runs where the others do
   * @param exact which of its output is wanted byte for byte
   */
  public record Run(
      String name,
      String tenant,
      Optional<Duration> timeLimit,
      Optional<String> pool,
      Optional<ExactOutput> exact) {

    /** Of nobody in particular, with a name that comes by chance. */
    public static Run unnamed() {
      return new Run(
          UUID.randomUUID().toString(), "", Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Output that is wanted byte for byte, and not only as a log.
   *
   * @param folder a folder of the container's user, for the engine to keep it in while the
   *     container runs
   * @param stdout whether this is the standard output
   * @param stderr whether this is the standard error
   */
  public record ExactOutput(Path folder, boolean stdout, boolean stderr) {}

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
