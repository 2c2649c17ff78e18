package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import org.periplus.configuration.DataDirectory;

/** The published result files of jobs on this machine. */
@Dependent
class PublishedFiles {

  private final DataDirectory data;

  @Inject
  PublishedFiles(DataDirectory data) {
    this.data = data;
  }

  /**
   * The file, which neither dots nor symbolic links may take out of the job's results.
   *
   * @throws RequestRefusedException if the job has no such file
   */
  Path require(UUID jobId, String path) throws IOException {
    Path root = data.results(jobId);
    try {
      Path file = root.resolve(path).normalize();
      if (file.startsWith(root)
          && Files.isRegularFile(file)
          && file.toRealPath().startsWith(root.toRealPath())) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw noSuchFile(path);
    }
    throw noSuchFile(path);
  }

  private static RequestRefusedException noSuchFile(String path) {
    return new RequestRefusedException(
        Problem.plain(NOT_FOUND, "The job has no result file '" + path + "'."));
  }
}
