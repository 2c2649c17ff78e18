package org.periplus.api;

import java.time.Instant;

/** A representation of something that knows when it changed last. */
public interface Dated {

  /** When it changed last; becomes the header {@code Last-Modified}. */
  Instant changed();
}
