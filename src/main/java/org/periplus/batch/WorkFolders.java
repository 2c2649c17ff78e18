package org.periplus.batch;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.periplus.configuration.DataDirectory;
import org.periplus.folder.FolderTree;

/** The working files of jobs on this machine, found by the names of their folders. */
record WorkFolders(DataDirectory data) {

  private static final System.Logger LOG = System.getLogger(WorkFolders.class.getName());

  /** Removes those of the jobs that are chosen among those that have any. */
  void removeAllOf(Predicate<UUID> chosen) {
    if (!Files.isDirectory(data.jobs())) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(data.jobs())) {
      for (Path folder : folders) {
        job(folder).filter(this::hasFiles).filter(chosen).ifPresent(this::remove);
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "What ended jobs have left is removed later: {0}",
          e.getMessage());
    }
  }

  private static Optional<UUID> job(Path folder) {
    try {
      return Optional.of(UUID.fromString(folder.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean hasFiles(UUID job) {
    return Files.exists(data.work(job), LinkOption.NOFOLLOW_LINKS);
  }

  private void remove(UUID job) {
    try {
      FolderTree.delete(data.work(job));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Working files of job {0} are left: {1}",
          job,
          e.getMessage());
    }
  }
}
