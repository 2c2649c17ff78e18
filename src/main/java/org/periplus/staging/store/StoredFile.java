package org.periplus.staging.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** A file among a job's published results. Shared by threads; each read has its own stream. */
public interface StoredFile {

  /** The file's name without its folders. */
  String name();

  /** The size in bytes. */
  long size();

  /** The media type, never null. */
  String mediaType();

  /** When the file was last written. */
  Instant modified();

  /** A quoted, strong entity tag as in HTTP; another content has another tag. */
  String entityTag();

  /** The whole content; the caller closes it. */
  default InputStream read() throws IOException {
    return read(0, size());
  }

  /**
   * A part of the content; the caller closes it.
   *
   * @param from the first byte, 0 for the file's first
   * @param length how many bytes; the stream ends earlier when the file does
   */
  InputStream read(long from, long length) throws IOException;
}
