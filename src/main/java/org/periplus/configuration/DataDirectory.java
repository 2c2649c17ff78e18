package org.periplus.configuration;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The folder of everything that the server keeps outside its database, and who finds what in it.
 *
 * @param root {@code periplus.data.dir}; always absolute
 */
@Dependent
public record DataDirectory(
    @ConfigProperty(name = "periplus.data.dir", defaultValue = "./data") Path root) {

  private static final System.Logger LOG = System.getLogger(DataDirectory.class.getName());

  @Inject
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /**
   * Makes the directory, and keeps all other users of this machine out of it: in it lie files of
   * every tenant, also such that their tools have written with any mode.
   */
  public void make() throws IOException {
    Files.createDirectories(root);
    try {
      Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
    } catch (UnsupportedOperationException | FileSystemException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The data directory {0} cannot be given the mode 0700: {1}. Others may get at what is in"
              + " it.",
          root,
          e.getMessage());
    }
  }

  /** The folder of the embedded database. */
  public Path database() {
    return root.resolve("db");
  }

  /** The folder that belongs to one job and goes with it: its logs and its working files. */
  public Path job(UUID jobId) {
    return jobs().resolve(jobId.toString());
  }

  /** The folder of all that a job needs only while it runs, or to be restarted. */
  public Path work(UUID jobId) {
    return job(jobId).resolve("work");
  }

  /** The folder of the folders of jobs. */
  public Path jobs() {
    return root.resolve("jobs");
  }

  /** The folder of a job's logs while they are written. */
  public Path logs(UUID jobId) {
    return job(jobId).resolve("logs");
  }

  /** The folder of all published result files. */
  public Path results() {
    return root.resolve("results");
  }

  /** The log of one step of a job, relative to {@link #root}. */
  public static String logFile(UUID jobId, String name) {
    return "jobs/" + jobId + "/logs/" + name + ".log";
  }
}
