package org.periplus.container.docker;

import java.time.Duration;
import java.util.Optional;

/**
 * How to reach Docker Engine.
 *
 * @param host its address; {@code DOCKER_HOST} or the default socket when empty
 * @param connections how many connections are open at most; each running container takes two
 * @param connectTimeout how long to wait for a connection
 * @param pullTimeout how long pulling, building, loading or importing an image may take
 */
public record DockerSettings(
    Optional<String> host, int connections, Duration connectTimeout, Duration pullTimeout) {

  /** The engine of this machine, with room for many containers. */
  public static final DockerSettings DEFAULT =
      new DockerSettings(Optional.empty(), 1_000, Duration.ofSeconds(10), Duration.ofMinutes(30));

  /** These, with another address. */
  public DockerSettings withHost(Optional<String> newHost) {
    return new DockerSettings(newHost, connections, connectTimeout, pullTimeout);
  }
}
