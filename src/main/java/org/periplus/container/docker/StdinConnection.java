package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.dockerjava.api.exception.DockerException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The standard input of a container. Docker-java ends an input by closing its connection with what
 * the engine has not read yet, which TCP answers with a reset; here it is ended by closing one
 * direction only, and the engine closes the other when it has read everything.
 */
final class StdinConnection implements Closeable {

  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})");
  private static final int MAX_HEAD = 16 << 10;
  private static final int MAX_REFUSAL = 64 << 10;
  private static final int BUFFER = 64 << 10;

  private final EngineConnection connection;

  private StdinConnection(EngineConnection connection) {
    this.connection = connection;
  }

  /**
   * Takes the standard input of a container, which need not have been started.
   *
   * @throws DockerException when the engine refuses
   * @throws IOException when it does not answer
   */
  static StdinConnection attached(EngineAddress engine, String container) throws IOException {
    EngineConnection connection = engine.connect();
    try {
      connection.output().write(request(engine, container).getBytes(US_ASCII));
      int status = status(head(connection.input()));
      // 200 is what an engine says that was not asked to change the protocol, or does not say so.
      if (status != 101 && status != 200) {
        throw new DockerException(refusal(connection), status);
      }
      return new StdinConnection(connection);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static String request(EngineAddress engine, String container) {
    return String.join(
        "\r\n",
        "POST %s/containers/%s/attach?stream=1&stdin=1 HTTP/1.1"
            .formatted(engine.pathPrefix(), container),
        "Host: " + engine.hostHeader(),
        "Connection: Upgrade",
        "Upgrade: tcp",
        "Content-Length: 0",
        "",
        "");
  }

  /** The status line and headers, and not a byte of what follows. */
  private static String head(InputStream input) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newlines = 0; // One after the other.
    while (newlines < 2) {
      int next = input.read();
      if (next < 0 || head.size() > MAX_HEAD) {
        throw new EOFException("The engine's answer is no HTTP: " + head.toString(US_ASCII));
      }
      head.write(next);
      if (next == '\n') {
        newlines++;
      } else if (next != '\r') {
        newlines = 0;
      }
    }
    return head.toString(US_ASCII);
  }

  private static int status(String head) throws IOException {
    Matcher status = STATUS.matcher(head);
    if (!status.lookingAt()) {
      throw new IOException("The engine's answer is no HTTP: " + head);
    }
    return Integer.parseInt(status.group(1));
  }

  private static String refusal(EngineConnection connection) throws IOException {
    connection.endOutput(); // No request follows, so the engine closes after its answer.
    return new String(connection.input().readNBytes(MAX_REFUSAL), UTF_8);
  }

  /**
   * Sends everything, says that this was all, and waits until the engine has taken it.
   *
   * @throws LostException when the connection ends before; it does when the container ends
   * @throws IOException when what is to be sent cannot be read
   */
  void send(InputStream input) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
      write(buffer, count);
    }
    try {
      connection.endOutput();
      connection.input().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new LostException(e);
    }
  }

  private void write(byte[] buffer, int count) throws LostException {
    try {
      connection.output().write(buffer, 0, count);
    } catch (IOException e) {
      throw new LostException(e);
    }
  }

  /** Also ends a {@link #send} in another thread. */
  @Override
  public void close() throws IOException {
    connection.close();
  }

  /** The connection ended before everything was sent. */
  static final class LostException extends IOException {

    private static final long serialVersionUID = 1L;

    LostException(IOException cause) {
      super(cause.toString(), cause);
    }
  }
}
