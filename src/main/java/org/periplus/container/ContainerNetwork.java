package org.periplus.container;

import java.nio.file.Path;
import java.time.Duration;

/** What a container may reach over a network. */
public sealed interface ContainerNetwork {

  ContainerNetwork NONE = new None();
  ContainerNetwork OPEN = new Open();

  /** Nothing but itself. */
  record None() implements ContainerNetwork {}

  /** Whatever the engine's machine can reach, that machine included. */
  record Open() implements ContainerNetwork {}

  /**
   * Nothing but itself and a proxy at {@link #URL}, which is another program of this machine.
   *
   * @param folder a folder of the engine's machine with the proxy's Unix socket; it may be made
   *     anew there while the container runs
   * @param socket the socket's name in the folder
   * @param image the image of the relay between both, which has {@code perl}
   * @param connections how many connections the container has to the proxy at once
   * @param patience how long a new connection waits for a proxy that is away
   */
  record ByProxy(Path folder, String socket, String image, int connections, Duration patience)
      implements ContainerNetwork {

    /** Where the proxy listens, on the container's own loopback. */
    public static final int PORT = 3128;

    /** The proxy as the container sees it. */
    public static final String URL = "http://127.0.0.1:" + PORT;
  }
}
