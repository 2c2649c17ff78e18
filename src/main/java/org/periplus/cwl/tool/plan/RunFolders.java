package org.periplus.cwl.tool.plan;

import java.nio.file.Path;

/**
 * Where things lie for one run. The folders on the host exist and are empty when the run is
 * planned, unless it was planned before.
 *
 * @param outputDirectory the designated output directory on the host
 * @param temporaryDirectory the designated temporary directory on the host
 * @param stagingDirectory a folder on the host for literals and skeletons of directories; needed
 *     until the outputs have been taken over
 * @param outputInside the output directory as the tool sees it, unless its {@code
 *     dockerOutputDirectory} says otherwise
 * @param temporaryInside the temporary directory as the tool sees it
 * @param inputInside the folder under which the tool sees its inputs
 * @param container whether the tool runs in a container, so that what it sees elsewhere is its own
 * @param filled whether an earlier plan of the same run has written what the tool finds at its
 *     start; it may have changed that since, so nothing is written again
 */
public record RunFolders(
    Path outputDirectory,
    Path temporaryDirectory,
    Path stagingDirectory,
    String outputInside,
    String temporaryInside,
    String inputInside,
    boolean container,
    boolean filled) {

  /** The usual places inside a container. */
  public static RunFolders inContainer(
      Path outputDirectory, Path temporaryDirectory, Path stagingDirectory) {
    return new RunFolders(
        outputDirectory,
        temporaryDirectory,
        stagingDirectory,
        "/periplus/out",
        "/tmp",
        "/periplus/in",
        true,
        false);
  }

  /**
   * A run without a container: the tool sees the folders of the host, and its inputs under {@code
   * inputs}, where the runner makes a symbolic link for each mount.
   */
  public static RunFolders onHost(
      Path outputDirectory, Path temporaryDirectory, Path stagingDirectory, Path inputs) {
    return new RunFolders(
        outputDirectory,
        temporaryDirectory,
        stagingDirectory,
        outputDirectory.toString(),
        temporaryDirectory.toString(),
        inputs.toString(),
        false,
        false);
  }

  /** The same folders for planning a run once more that has already begun. */
  public RunFolders alreadyFilled() {
    return new RunFolders(
        outputDirectory,
        temporaryDirectory,
        stagingDirectory,
        outputInside,
        temporaryInside,
        inputInside,
        container,
        true);
  }

  /** Whether something of the host lies in one of the run's own folders. */
  public boolean holds(Path host) {
    return host.startsWith(outputDirectory)
        || host.startsWith(temporaryDirectory)
        || host.startsWith(stagingDirectory);
  }

  /** Writes what the tool finds at its start, unless that was done. */
  public void fill(Runnable writing) {
    if (!filled) {
      writing.run();
    }
  }
}
