package org.periplus.container.docker;

import java.io.ByteArrayOutputStream;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.OutputSink;

/** What a container wrote, and how it ended. */
class Captured implements OutputSink {

  final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  ContainerExit exit;

  /** Runs a container from its making to its end. */
  static Captured run(DockerEngine engine, ContainerSpec spec) throws Exception {
    Captured captured = new Captured();
    captured.exit = engine.start(engine.create(spec), spec, captured).await();
    return captured;
  }

  @Override
  public void stdout(byte[] bytes) {
    stdout.writeBytes(bytes);
  }

  @Override
  public void stderr(byte[] bytes) {
    stderr.writeBytes(bytes);
  }
}
