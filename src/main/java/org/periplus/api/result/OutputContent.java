package org.periplus.api.result;

import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.periplus.staging.store.StoredFile;

/** The value of one output in its own media type, without a document around it. */
public sealed interface OutputContent extends StreamingOutput {

  String mediaType();

  /** The number of bytes. */
  long length();

  /** A file, which may be of any size. */
  record Stored(StoredFile file, String mediaType) implements OutputContent {

    @Override
    public long length() {
      return file.size();
    }

    @Override
    public void write(OutputStream output) throws IOException {
      try (InputStream content = file.read()) {
        content.transferTo(output);
      }
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
