package org.periplus.api;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The value of one output in its own media type, without a document around it. */
sealed interface OutputContent extends StreamingOutput {

  String mediaType();

  /** The number of bytes. */
  long length() throws IOException;

  /** A file, which may be of any size. */
  record Stored(Path file, String mediaType) implements OutputContent {

    @Override
    public long length() throws IOException {
      return Files.size(file);
    }

    @Override
    public void write(OutputStream output) throws IOException {
      Files.copy(file, output);
    }
  }

  /** Text or JSON. */
  record Literal(String text, String mediaType) implements OutputContent {

    @Override
    public long length() {
      return bytes().length;
    }

    @Override
    public void write(OutputStream output) throws IOException {
      output.write(bytes());
    }

    private byte[] bytes() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
