package org.periplus.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.periplus.configuration.DataDirectory;

/** The folders of jobs on this machine: logs, working files and published results. */
final class JobFolders {

  private final DataDirectory data;

  JobFolders(DataDirectory data) {
    this.data = data;
  }

  /**
   * Deletes what is kept of a job; links are removed, not followed.
   *
   * @throws UncheckedIOException if a file cannot be deleted
   */
  void delete(UUID jobId) {
    deleteTree(data.results(jobId));
    deleteTree(data.job(jobId));
  }

  private static void deleteTree(Path root) {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> files = Files.walk(root)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
