package org.periplus.batch.tool;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.security.proxy.ProxyLimits;
import org.periplus.security.proxy.UpstreamProxy;

/**
 * What tools with network access reach.
 *
 * @param reach {@code none}: nothing; {@code egress}: a proxy that obeys the egress rule, and
 *     nothing else; {@code open}: whatever the engine's machine reaches, itself included
 * @param image the image of the relay between a tool and the proxy; it has {@code perl}
 * @param connections how many connections all tools have to the proxy at once
 * @param connectionsByTool how many of them one run of a tool has; the relay can watch 400
 * @param connectTimeout how long another server may take to accept a connection
 * @param idleTimeout how long nothing may come on a connection
 * @param maxSize how much one run of a tool may send and receive together; any amount when 0
 * @param patience how long a new connection of a tool waits for a server that is started anew
 * @param proxy the URL of the HTTP proxy by which the web is reached
 * @param noProxy the hosts that are reached without it, separated by commas
 */
@Dependent
public record ToolNetworkConfiguration(
    @ConfigProperty(name = REACH, defaultValue = EGRESS) String reach,
    @ConfigProperty(name = "periplus.containers.network.image", defaultValue = "debian:stable-slim")
        String image,
    @ConfigProperty(name = "periplus.containers.network.connections", defaultValue = "512")
        int connections,
    @ConfigProperty(name = "periplus.containers.network.connections-by-tool", defaultValue = "64")
        int connectionsByTool,
    @ConfigProperty(name = "periplus.containers.network.connect-timeout", defaultValue = "PT10S")
        Duration connectTimeout,
    @ConfigProperty(name = "periplus.containers.network.idle-timeout", defaultValue = "PT5M")
        Duration idleTimeout,
    @ConfigProperty(name = "periplus.containers.network.max-size", defaultValue = "100 GiB")
        DataSize maxSize,
    @ConfigProperty(name = "periplus.containers.network.patience", defaultValue = "PT2M")
        Duration patience,
    @ConfigProperty(name = "periplus.containers.proxy") Optional<String> proxy,
    @ConfigProperty(name = "periplus.containers.no-proxy") Optional<String> noProxy) {

  static final String REACH = "periplus.containers.network";

  private static final String NONE = "none";
  private static final String EGRESS = "egress";
  private static final String OPEN = "open";
  private static final int MOST_BY_TOOL = 400;

  /**
   * Checks the choices.
   *
   * @throws IllegalArgumentException if there is no such one
   */
  @Inject
  public ToolNetworkConfiguration {
    if (!List.of(NONE, EGRESS, OPEN).contains(reach)) {
      throw new IllegalArgumentException(
          REACH + " is '" + reach + "'; there are 'none', 'egress' and 'open'");
    }
    if (connections < 1 || connectionsByTool < 1 || connectionsByTool > MOST_BY_TOOL) {
      throw new IllegalArgumentException(
          REACH
              + ".connections is 1 or more, and "
              + REACH
              + ".connections-by-tool 1 to "
              + MOST_BY_TOOL);
    }
  }

  /** A proxy that obeys the egress rule. */
  public static ToolNetworkConfiguration defaults() {
    return new ToolNetworkConfiguration(
        EGRESS,
        "debian:stable-slim",
        512,
        64,
        Duration.ofSeconds(10),
        Duration.ofMinutes(5),
        DataSize.of("100 GiB"),
        Duration.ofMinutes(2),
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another reach. */
  public ToolNetworkConfiguration withReach(String other) {
    return new ToolNetworkConfiguration(
        other,
        image,
        connections,
        connectionsByTool,
        connectTimeout,
        idleTimeout,
        maxSize,
        patience,
        proxy,
        noProxy);
  }

  /** The same with another image for the relay. */
  public ToolNetworkConfiguration withImage(String other) {
    return new ToolNetworkConfiguration(
        reach,
        other,
        connections,
        connectionsByTool,
        connectTimeout,
        idleTimeout,
        maxSize,
        patience,
        proxy,
        noProxy);
  }

  /** The same with a proxy by which the web is reached. */
  public ToolNetworkConfiguration withProxy(String url) {
    return new ToolNetworkConfiguration(
        reach,
        image,
        connections,
        connectionsByTool,
        connectTimeout,
        idleTimeout,
        maxSize,
        patience,
        Optional.of(url),
        noProxy);
  }

  boolean isNone() {
    return reach.equals(NONE);
  }

  /** Whether tools reach whatever the engine's default network reaches. */
  public boolean isOpen() {
    return reach.equals(OPEN);
  }

  ProxyLimits limits() {
    return new ProxyLimits(connections, connectTimeout, idleTimeout, maxSize.bytes());
  }

  Optional<UpstreamProxy> upstream() {
    return proxy.map(url -> UpstreamProxy.of(url, noProxy));
  }

  /** What the environment of a tool says whose network is open. */
  Map<String, String> openEnvironment() {
    return environment(proxy, noProxy);
  }

  /** What the environment of a tool says of the way to the web, in the usual variables. */
  static Map<String, String> environment(Optional<String> proxy, Optional<String> noProxy) {
    Map<String, String> variables = new TreeMap<>();
    proxy.ifPresent(
        url ->
            List.of("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
                .forEach(name -> variables.put(name, url)));
    noProxy.ifPresent(
        hosts -> List.of("no_proxy", "NO_PROXY").forEach(name -> variables.put(name, hosts)));
    return variables;
  }
}
