package org.periplus.staging.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * Where what is left of jobs lies: for each job one folder of published results, which appear and
 * go as a whole, and the finished logs of its tools, one by one. Implementations may be shared by
 * threads; one job has one publisher at a time.
 */
public interface ResultStore {

  /**
   * Publishes a folder as the job's results, all or nothing, in place of whatever an earlier
   * attempt left. The store takes the folder over: afterwards it is gone, or of no further use.
   *
   * @param prepared a folder of regular files and folders that nobody writes to any more
   * @throws IOException when it could not be published; nothing of the new results is left then. An
   *     interrupt of the thread ends it with an {@link java.io.InterruptedIOException}
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

  /**
   * Tells of all published files of a job, in no order; none when the job has no results. However
   * many they are, few are in memory at once.
   */
  void list(UUID jobId, FileListener listener) throws IOException;

  /**
   * Keeps a log that nobody writes to any more, in place of an earlier one of that name. Results
   * that are published or deleted do not touch it.
   *
   * @param name the log's name without {@code .log}; no path
   * @param log the file; it stays where it is
   */
  void keepLog(UUID jobId, String name, Path log) throws IOException;

  /** A log that was kept; empty when there is none of that name. */
  Optional<StoredFile> openLog(UUID jobId, String name) throws IOException;

  /** Deletes the job's results; does nothing when there are none. */
  void delete(UUID jobId) throws IOException;

  /** Deletes all logs of the job that were kept; does nothing when there are none. */
  void deleteLogs(UUID jobId) throws IOException;

  /**
   * Looks whether results can be kept now.
   *
   * @return where they are
   * @throws IOException if they cannot be kept
   */
  String check() throws IOException;

  /** What published assets say of this store. */
  StorageDescription description();

  /**
   * Where a published file lies for clients that read the store themselves.
   *
   * @param path the path below the job's folder, not percent-encoded
   * @return empty when files are read through this server only
   */
  default Optional<URI> address(UUID jobId, String path) {
    return Optional.empty();
  }

  /**
   * A link that opens a published file without credentials, until it expires. Whether the file
   * exists is not looked up.
   *
   * @param path the path below the job's folder, not percent-encoded
   * @return empty when the store cannot give such links
   */
  default Optional<URI> sign(UUID jobId, String path) {
    return Optional.empty();
  }
}
