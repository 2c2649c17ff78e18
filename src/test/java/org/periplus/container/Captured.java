package org.periplus.container;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a container wrote, and how it ended. */
public class Captured implements OutputSink {

  public final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  public final ByteArrayOutputStream stderr = new ByteArrayOutputStream();
  public final List<String> notes = new CopyOnWriteArrayList<>();
  public ContainerExit exit;

  /** Runs a container from its making to its end. */
  public static Captured run(ContainerEngine engine, ContainerSpec spec) throws Exception {
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

  @Override
  public void notes(String text) {
    notes.add(text);
  }

  /** What it wrote on either. */
  public String all() {
    return stdout.toString(StandardCharsets.UTF_8) + stderr.toString(StandardCharsets.UTF_8);
  }
}
