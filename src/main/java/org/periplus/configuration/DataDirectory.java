package org.periplus.configuration;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
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

  @Inject
  public DataDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The folder that belongs to one job and goes with it: its logs and its working files. */
  public Path job(UUID jobId) {
    return root.resolve("jobs").resolve(jobId.toString());
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
