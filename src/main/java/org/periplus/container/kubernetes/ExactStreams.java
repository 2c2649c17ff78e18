package org.periplus.container.kubernetes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.OutputSink;
import org.periplus.folder.OpenFolder;

/** The files in which a container has kept its output; nothing else of what it has put there. */
final class ExactStreams {

  private static final int BUFFER = 64 << 10;

  private ExactStreams() {}

  private interface Stream {
    void to(byte[] bytes) throws IOException;
  }

  /** Hands them over. */
  static void hand(ExactOutput exact, OutputSink sink) throws IOException {
    try (OpenFolder folder = OpenFolder.of(exact.folder())) {
      if (exact.stdout()) {
        hand(folder, "stdout", sink::stdout);
      }
      if (exact.stderr()) {
        hand(folder, "stderr", sink::stderr);
      }
    }
  }

  private static void hand(OpenFolder folder, String name, Stream stream) throws IOException {
    Path file = Path.of(name);
    if (folder.attributes(file).filter(each -> each.isRegularFile()).isEmpty()) {
      return;
    }
    try (InputStream bytes = folder.read(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
        stream.to(Arrays.copyOf(buffer, n));
      }
    }
  }
}
