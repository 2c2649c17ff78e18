package org.periplus.transfer;

import java.time.Instant;
import java.util.Locale;

/**
 * A file of a transfer that is fetched by itself.
 *
 * @param path below the folder of the pieces
 * @param size in bytes
 * @param modified when it was last written
 * @param mode who may read, write and execute it, as in archives
 * @param key by which a cache knows its content; nobody can guess it
 */
public record SingleFile(String path, long size, Instant modified, int mode, String key) {

  /** As whoever fetches it reads it: fields that end with NUL, since a path has any other byte. */
  String line(int number) {
    return String.format(
        Locale.ROOT,
        "%d\0%d\0%s\0%o\0%d.%09d\0%s\0",
        number,
        size,
        key,
        mode,
        modified.getEpochSecond(),
        modified.getNano(),
        path);
  }

  /** Without the key: what is a record is logged. */
  @Override
  public String toString() {
    return "file " + path;
  }
}
