package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import com.sun.net.httpserver.HttpServer;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.Captured;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerNetwork.ByProxy;
import org.periplus.container.ContainerSpec;
import org.periplus.container.FoundContainer;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.proxy.EgressProxy;
import org.periplus.security.proxy.ProxyDoor;
import org.periplus.security.proxy.ProxyLimits;

/**
 * What a container reaches that has a proxy for its only way out, with a service on this machine.
 */
@Timeout(180)
class NetworkByProxyTest {

  private static final String PYTHON = "python:3-slim";
  private static final String GET =
      """
      import sys, urllib.request, urllib.error
      for url in sys.argv[1:]:
          try:
              print(urllib.request.urlopen(url, timeout=20).read().decode().strip())
          except urllib.error.HTTPError as e:
              print(e.code, e.read().decode().strip())
          except OSError as e:
              print("no way:", e)
      """;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());
  private final List<String> refusals = new CopyOnWriteArrayList<>();
  private Path folder;
  private DockerEngine engine;
  private EgressProxy proxy;
  private HttpServer server;

  @BeforeEach
  void start(@TempDir Path temporary) throws Exception {
    folder = temporary.resolve("door");
    engine = new DockerEngine(DockerSettings.DEFAULT);
    proxy = new EgressProxy(limits(), Optional.empty());
    server = HttpServer.create(new InetSocketAddress(0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = ("this machine has " + exchange.getRequestURI()).getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.createContext(
        "/moved",
        exchange -> {
          exchange.getResponseHeaders().add("Location", "http://169.254.169.254/latest/");
          exchange.sendResponseHeaders(302, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    engine.removeAll(labels);
    engine.close();
    proxy.close();
    server.stop(0);
  }

  private static ProxyLimits limits() {
    return new ProxyLimits(16, Duration.ofSeconds(5), Duration.ofSeconds(60), 0);
  }

  private ContainerNetwork network() {
    return new ByProxy(folder, EgressProxy.SOCKET, SpecBuilder.IMAGE, 16, Duration.ofSeconds(60));
  }

  private ProxyDoor allowing(String... entries) throws Exception {
    return proxy.open(
        folder,
        EgressRule.of(EgressConfiguration.defaults().allowing(entries)).forTools(),
        refusals::add);
  }

  private ContainerSpec spec(String... command) {
    return new SpecBuilder(labels, command)
        .image(PYTHON)
        .network(network())
        .environment(Map.of("http_proxy", ByProxy.URL, "https_proxy", ByProxy.URL))
        .build();
  }

  private String run(ContainerSpec spec) throws Exception {
    Captured captured = new Captured();
    String id = engine.create(spec);
    engine.start(id, spec, captured).await();
    engine.remove(id);
    return captured.stdout.toString(UTF_8) + captured.stderr.toString(UTF_8);
  }

  private String asks(String... urls) throws Exception {
    List<String> command = new ArrayList<>(List.of("python3", "-c", GET));
    command.addAll(List.of(urls));
    return run(spec(command.toArray(String[]::new)));
  }

  /** This machine's addresses but the loopback, the container engine's bridge among them. */
  private static List<String> ofThisMachine() throws Exception {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .map(InetAddress::getHostAddress)
        .toList();
  }

  private String service(String address) {
    return "http://" + address + ":" + server.getAddress().getPort() + "/acme/ogc-api/jobs";
  }

  @Test
  void reachesByTheProxyWhatIsAllowedAndNothingElse() throws Exception {
    String bridge = ofThisMachine().get(0);

    try (ProxyDoor door = allowing("*", bridge)) {
      String answers =
          asks(
              service(bridge),
              service("127.0.0.1"),
              service("localhost"),
              service("[::1]"),
              service("[::ffff:127.0.0.1]"),
              "http://169.254.169.254/latest/",
              "http://10.1.2.3/",
              "http://" + bridge + ":" + server.getAddress().getPort() + "/moved");

      assertThat(answers.lines())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("this machine has /acme/ogc-api/jobs"),
              line -> assertThat(line).startsWith("403 '127.0.0.1:"),
              line -> assertThat(line).startsWith("403 'localhost:"),
              line -> assertThat(line).startsWith("403 '[::1]:"),
              line -> assertThat(line).startsWith("40"),
              line -> assertThat(line).startsWith("403 '169.254.169.254'"),
              line -> assertThat(line).startsWith("403 '10.1.2.3'"),
              line -> assertThat(line).startsWith("403 '169.254.169.254'"));
      assertThat(refusals).anyMatch(told -> told.startsWith("'10.1.2.3' is refused"));
    }
  }

  /** A range that is allowed for the server's own requests opens no service of its machine. */
  @Test
  void reachesNoServiceOfThisMachineByARangeThatIsAllowed() throws Exception {
    try (ProxyDoor door = allowing("*", "0.0.0.0/0", "::/0")) {
      List<String> urls = ofThisMachine().stream().map(this::service).toList();

      assertThat(asks(urls.toArray(String[]::new)).lines())
          .hasSameSizeAs(urls)
          .allMatch(line -> line.startsWith("403 ") && line.contains("the server's machine"));
    }
  }

  @Test
  void reachesNothingWithoutTheProxy() throws Exception {
    String id = engine.create(sleeping());
    engine.start(id, sleeping(), new Captured());
    String script =
        """
        import os, socket, sys
        def tried(what, attempt):
            try:
                attempt()
                print("WAY OUT:", what)
            except OSError as e:
                pass
        def udp(family, address):
            socket.socket(family, socket.SOCK_DGRAM).sendto(b"secret", address)
        port = int(sys.argv[1])
        for host in sys.argv[2:]:
            tried("tcp " + host, lambda: socket.create_connection((host, port), 3))
            tried("udp " + host, lambda: udp(socket.AF_INET, (host, 53)))
        tried("dns", lambda: socket.getaddrinfo("c2VjcmV0.example.org", 80))
        tried("ipv6", lambda: socket.create_connection(("2606:4700::1111", 53), 3))
        tried("ipv6 of the link", lambda: udp(socket.AF_INET6, ("ff02::1", 9, 0, 2)))
        tried("raw", lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1))
        tried("packets", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3))
        tried("socket", lambda: os.stat("/run/periplus/proxy"))
        print("tried all")
        """;

    try (ProxyDoor door = allowing("*")) {
      List<String> command = new ArrayList<>(List.of("python3", "-c", script));
      command.add(Integer.toString(server.getAddress().getPort()));
      command.addAll(ofThisMachine());
      command.addAll(List.of("172.17.0.1", "172.17.0.2", "169.254.169.254", "1.1.1.1"));

      assertThat(run(spec(command.toArray(String[]::new))).strip()).isEqualTo("tried all");
    }
  }

  private ContainerSpec sleeping() {
    return new SpecBuilder(labels, "sleep", "600").network(ContainerNetwork.OPEN).build();
  }

  /** Each has a loopback of its own. */
  @Test
  void reachesNoOtherContainerThatHasSuchANetwork() throws Exception {
    try (ProxyDoor door = allowing("*")) {
      ContainerSpec listening = spec("python3", "-m", "http.server", "--bind", "127.0.0.1", "8123");
      engine.start(engine.create(listening), listening, new Captured());
      ContainerSpec asking =
          spec(
              "python3",
              "-c",
              "import socket; print(socket.socket().connect_ex(('127.0.0.1', 8123)))");

      assertThat(run(asking).strip()).isEqualTo("111"); // connection refused
    }
  }

  @Test
  void waitsForAProxyThatIsStartedAnew() throws Exception {
    String bridge = ofThisMachine().get(0);
    allowing(bridge).close(); // as a killed server leaves it
    ContainerSpec spec = spec("python3", "-c", GET, service(bridge));
    Captured captured = new Captured();
    RunningContainer running = engine.start(engine.create(spec), spec, captured);

    try (ProxyDoor door = allowing(bridge)) {
      running.await();
    }

    assertThat(captured.stdout.toString(UTF_8)).isEqualTo("this machine has /acme/ogc-api/jobs\n");
  }

  @Test
  void goesWithItsContainer() throws Exception {
    try (ProxyDoor door = allowing("*")) {
      ContainerSpec spec = spec("sleep", "600");
      String id = engine.create(spec);
      engine.start(id, spec, new Captured());

      assertThat(engine.find(labels)).extracting(FoundContainer::id).containsExactly(id);
      engine.remove(id);
      assertThat(engine.find(labels)).isEmpty();
    }
  }

  @Test
  void isGoneWhenItsContainerCannotBeMade() throws Exception {
    try (ProxyDoor door = allowing("*")) {
      ContainerSpec spec =
          new SpecBuilder(labels, "true").image("periplus/none:1").network(network()).build();

      assertThatThrownBy(() -> engine.create(spec)).isInstanceOf(ContainerException.class);
      assertThat(engine.find(labels)).isEmpty();
    }
  }

  /** As a server leaves it that is killed before the container is made. */
  @Test
  void isFoundWhenNoContainerUsesIt() throws Exception {
    try (ProxyDoor door = allowing("*");
        DockerClient docker = DockerClientImpl.getInstance(config(), client())) {
      String relay = new NetworkRelay(docker).start((ByProxy) network(), labels);

      assertThat(engine.find(labels)).extracting(FoundContainer::id).containsExactly(relay);
      assertThat(engine.removeAll(labels)).isEqualTo(1);
      assertThat(engine.find(labels)).isEmpty();
    }
  }

  private static DefaultDockerClientConfig config() {
    return DefaultDockerClientConfig.createDefaultConfigBuilder().build();
  }

  private static DockerHttpClient client() {
    return new ApacheDockerHttpClient.Builder().dockerHost(config().getDockerHost()).build();
  }
}
