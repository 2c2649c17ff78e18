package org.periplus.staging.store;

import java.io.IOException;

/** Is told of the published files of a job, one after another. */
@FunctionalInterface
public interface FileListener {

  /**
   * A file.
   *
   * @param path the path below the job's folder, with {@code /} between names, not percent-encoded
   * @param size the size in bytes
   * @return whether there is anything more that it wants to know
   */
  boolean file(String path, long size) throws IOException;
}
