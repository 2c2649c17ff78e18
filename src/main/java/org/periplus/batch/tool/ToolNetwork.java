package org.periplus.batch.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.periplus.batch.run.StepLog;
import org.periplus.container.ContainerNetwork;
import org.periplus.folder.FolderTree;
import org.periplus.security.proxy.ProxyDoor;

/** What one run of a tool reaches. Safe for use by several threads. */
final class ToolNetwork {

  private static final System.Logger LOG = System.getLogger(ToolNetwork.class.getName());

  /** What tools say that try to reach something without the proxy. */
  private static final Pattern NO_WAY =
      Pattern.compile(
          "(?i)resolve|resolution|name or service not known|getaddrinfo|unknown"
              + " ?host|unreachable|no route to host|connection refused|(?:fail|unable|could"
              + " not).*connect");

  private static final String ONLY_BY_PROXY =
      "its only way to the web is the proxy that http_proxy and https_proxy name: "
          + ToolNetworkConfiguration.REACH;

  /** Opens the door for one run. */
  @FunctionalInterface
  interface Opening {
    ProxyDoor open(Path folder, ToolNetwork network) throws IOException;
  }

  private final ContainerNetwork network;
  private final Map<String, String> environment;
  private final Optional<String> lack;
  private final Optional<Path> folder;
  private final Opening opening;
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private Optional<StepLog> log = Optional.empty();
  private ProxyDoor door;

  private ToolNetwork(
      ContainerNetwork network,
      Map<String, String> environment,
      Optional<String> lack,
      Optional<Path> folder,
      Opening opening) {
    this.network = network;
    this.environment = environment;
    this.lack = lack;
    this.folder = folder;
    this.opening = opening;
  }

  private static ToolNetwork without(
      ContainerNetwork network, Map<String, String> environment, Optional<String> lack) {
    return new ToolNetwork(
        network,
        environment,
        lack,
        Optional.empty(),
        (nowhere, self) -> {
          throw new IllegalStateException("There is no door");
        });
  }

  /** That of a tool that asks for none. */
  static ToolNetwork unasked() {
    return without(ContainerNetwork.NONE, Map.of(), Optional.empty());
  }

  /**
   * That of a tool which asks for one and gets none.
   *
   * @param why after "it has no network: "
   */
  static ToolNetwork refused(String why) {
    return without(ContainerNetwork.NONE, Map.of(), Optional.of("it has no network: " + why));
  }

  static ToolNetwork open(Map<String, String> environment) {
    return without(ContainerNetwork.OPEN, environment, Optional.empty());
  }

  /**
   * @param folder for the door, while the run lasts
   */
  static ToolNetwork byProxy(
      ContainerNetwork.ByProxy network,
      Map<String, String> environment,
      Path folder,
      Opening opening) {
    return new ToolNetwork(
        network, environment, Optional.of(ONLY_BY_PROXY), Optional.of(folder), opening);
  }

  /** Whether what the tool fetches comes by a proxy of this server, and ends with it. */
  boolean leadsThroughServer() {
    return folder.isPresent();
  }

  ContainerNetwork network() {
    return network;
  }

  Map<String, String> environment() {
    return environment;
  }

  /** Says in the run's log what there is, and later what was refused. */
  synchronized void noteIn(StepLog newLog) throws IOException {
    log = Optional.of(newLog);
    if (lack.isPresent()) {
      newLog.note("network: " + lack.get());
    }
  }

  /** Opens the way, before the container is made or taken up. */
  synchronized void open() throws IOException {
    if (folder.isPresent() && door == null) {
      door = opening.open(folder.get(), this);
    }
  }

  /** Another server was asked for, and the proxy said no, in these words. */
  void told(String text) {
    refusals.add(text);
    try {
      Optional<StepLog> noted = noted();
      if (noted.isPresent()) {
        noted.get().note("network: " + text);
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "A refusal came after the end of the log: {0}", text);
    }
  }

  private synchronized Optional<StepLog> noted() {
    return log;
  }

  /**
   * Why a tool may have failed.
   *
   * @param last the last line that it wrote
   */
  Optional<String> explains(String last) {
    if (!refusals.isEmpty()) {
      return Optional.of("the proxy to the web: " + refusals.get(0));
    }
    return lack.filter(what -> NO_WAY.matcher(last).find());
  }

  /** To be called when the container is gone. */
  synchronized void close() throws IOException {
    if (door != null) {
      door.close();
    }
    if (folder.isPresent()) {
      FolderTree.delete(folder.get());
    }
  }
}
