package org.periplus.bench;

import org.periplus.container.OutputSink;

/** Output that nobody reads. */
final class Nowhere implements OutputSink {

  @Override
  public void stdout(byte[] bytes) {}

  @Override
  public void stderr(byte[] bytes) {}
}
