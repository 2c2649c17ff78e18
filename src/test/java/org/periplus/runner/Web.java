package org.periplus.runner;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The web as one entry of the suite needs it: a proxy for containers that answers every address.
 * The entry asks http://commonwl.org whether a tool with network access gets out of its container;
 * so it does here, to this machine, also where this machine has no way to the real web.
 */
final class Web implements AutoCloseable {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket server = new ServerSocket(0);

  Web() throws IOException {
    Thread thread = new Thread(this::answer, "web");
    thread.setDaemon(true);
    thread.start();
  }

  private void answer() {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          BufferedReader request =
              new BufferedReader(
                  new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII))) {
        String line = request.readLine();
        while (line != null && !line.isEmpty()) {
          line = request.readLine();
        }
        client.getOutputStream().write(ANSWER);
      } catch (IOException e) {
        // One client, or this server, is gone.
      }
    }
  }

  /** This proxy's address as containers see it. */
  String url() throws IOException {
    return "http://" + machine().getHostAddress() + ":" + server.getLocalPort();
  }

  /** This machine on the bridge of the container engine. */
  static InetAddress machine() throws IOException {
    Optional<InetAddress> bridge =
        Optional.ofNullable(NetworkInterface.getByName("docker0")).stream()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(Inet4Address.class::isInstance)
            .findFirst();
    return bridge.isPresent() ? bridge.get() : InetAddress.getLocalHost();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
