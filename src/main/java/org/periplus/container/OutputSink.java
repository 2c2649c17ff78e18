package org.periplus.container;

import java.io.IOException;

/** Takes what a container writes, as it comes; called by one thread at a time. */
public interface OutputSink {

  /** Bytes of the standard output. */
  void stdout(byte[] bytes) throws IOException;

  /** Bytes of the standard error. */
  void stderr(byte[] bytes) throws IOException;
}
