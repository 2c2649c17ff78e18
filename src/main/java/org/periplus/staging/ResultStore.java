package org.periplus.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Where published results lie: one folder of files for each job. Implementations may be shared by
 * threads; one job has one publisher at a time.
 */
public interface ResultStore {

  /**
   * Publishes a folder as the job's results, all or nothing, in place of whatever an earlier
   * attempt left. The store takes the folder over: afterwards it is gone, or of no further use.
   *
   * @param prepared a folder of regular files and folders that nobody writes to any more
   * @throws IOException when it could not be published; readers then still see what was there
   */
  void publish(UUID jobId, Path prepared) throws IOException;

  /**
   * A published file.
   *
   * @param path the path below the job's folder, with {@code /} between names, not percent-encoded
   * @return empty when there is no such file: the job has no results, the path is a folder's, or it
   *     leaves the job's folder
   */
  Optional<StoredFile> open(UUID jobId, String path) throws IOException;

  /** Deletes the job's results; does nothing when there are none. */
  void delete(UUID jobId) throws IOException;
}
