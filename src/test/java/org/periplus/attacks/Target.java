package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;

/**
 * The server under attack, and what it must not reach. Threads share it.
 *
 * @param tenant a tenant that nobody else has
 * @param canary a service, and a file, of this machine
 * @param data the server's data directory, which no answer names
 * @param jobs the jobs that attacks have made
 */
record Target(int port, String tenant, Canary canary, String data, Set<String> jobs) {

  /** How long an answer may take on a busy machine. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The path of something below the root of the tenant's API. */
  String path(String path) {
    return "/" + tenant + "/ogc-api/" + path;
  }

  /** A connection to the server. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) PATIENCE.toMillis());
    return socket;
  }

  /**
   * Sends a request and reads the whole answer.
   *
   * @throws java.net.SocketTimeoutException when none comes in time
   */
  Answer send(Request request) throws IOException {
    try (Socket socket = connect()) {
      write(socket, request);
      return read(socket);
    }
  }

  private static void write(Socket socket, Request request) {
    try {
      socket.getOutputStream().write((request.head() + request.body()).getBytes(ISO_8859_1));
    } catch (IOException e) {
      return; // The server has answered, and reads no more.
    }
  }

  private static Answer read(Socket socket) throws IOException {
    StringBuilder all = new StringBuilder();
    byte[] buffer = new byte[1 << 16];
    try {
      int read = socket.getInputStream().read(buffer);
      while (read >= 0) {
        all.append(new String(buffer, 0, read, ISO_8859_1));
        read = socket.getInputStream().read(buffer);
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      return Answer.parse(all.toString()); // what came before the connection was reset
    }
    return Answer.parse(all.toString());
  }
}
