package org.periplus.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.step.StepRun;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

/** What tools of jobs reach that have access to the network, with the real engine. */
@Timeout(180)
class ToolNetworkTest {

  private static final ToolNetworkConfiguration EGRESS = ToolNetworkConfiguration.defaults();

  @TempDir Path folder;
  private HttpServer server;
  private String url;
  private String machine;

  @BeforeEach
  void serve() throws Exception {
    machine =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .map(InetAddress::getHostAddress)
            .findFirst()
            .orElseThrow();
    server = HttpServer.create(new InetSocketAddress(0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = "fetched".getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    url = "http://" + machine + ":" + server.getAddress().getPort() + "/x";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static String tool(String python) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: fetch
    requirements:
      NetworkAccess: {networkAccess: true}
      DockerRequirement: {dockerPull: 'python:3-slim'}
    baseCommand: [python3, -c]
    arguments:
      - |
        import os, socket, time, urllib.request
        %s
    inputs: {}
    outputs:
      out: {type: stdout}
    stdout: out.txt
    """
        .formatted(python.strip().replace("\n", "\n    "));
  }

  private String fetching() {
    return tool("print(urllib.request.urlopen('%s', timeout=90).read().decode())".formatted(url));
  }

  private static String log(BatchServer server, Job job) throws Exception {
    StepRun run = server.steps(job.id()).get(0);
    return server.log(run);
  }

  @Test
  void reachTheWebByAProxyThatObeysTheRule() throws Exception {
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, "*", machine))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(log(periplus, job)).contains("[periplus] network: its only way to the web is");
    }
    try (Stream<Path> left = Files.list(folder.resolve("net"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void areToldWhatTheProxyRefused() throws Exception {
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, "*", "0.0.0.0/0"))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message())
          .contains("HTTP Error 403")
          .contains("the proxy to the web: '" + machine + ":")
          .contains("an address of the server's machine");
      assertThat(log(periplus, job)).contains("[periplus] network: '" + machine + ":");
    }
  }

  @Test
  void areToldOfTheProxyWhenTheyIgnoreIt() throws Exception {
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, "*", machine))) {
      Job direct =
          periplus.run(
              tool(
                  "socket.create_connection(('%s', %d), 5)"
                      .formatted(machine, server.getAddress().getPort())));
      Job named = periplus.run(tool("socket.getaddrinfo('example.org', 80)"));

      for (Job job : new Job[] {direct, named}) {
        assertThat(job.status()).isEqualTo(JobStatus.FAILED);
        assertThat(job.message())
            .contains("its only way to the web is the proxy that http_proxy and https_proxy name")
            .contains("periplus.containers.network");
      }
    }
  }

  @Test
  void haveNoneWhereThereIsNone() throws Exception {
    try (BatchServer periplus =
        new BatchServer(
            BatchSite.in(folder).withNetworks(EGRESS.withReach("none"), "*", machine))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message())
          .contains("it has no network: periplus.containers.network is 'none'");
    }
  }

  @Test
  void reachEverythingWhereItIsOpen() throws Exception {
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(folder).withNetworks(EGRESS.withReach("open"), "*"))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    }
  }

  @Test
  void haveNoneWhereItCannotBeEnforced() throws Exception {
    try (BatchServer periplus =
        new BatchServer(
            BatchSite.in(folder)
                .withNetworks(EGRESS.withImage("periplus-no-such/image:1"), "*", machine))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("it has no network: ").contains("periplus-no-such/image");
    }
  }

  @Test
  void haveNoneWhereThePathOfTheDataIsTooLong() throws Exception {
    Path deep = folder.resolve("x".repeat(100));
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(deep).withNetworks(EGRESS, "*", machine))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).isEqualTo(JobStatus.FAILED);
      assertThat(job.message()).contains("the path of the data directory");
    }
  }

  /** The container goes on, and what it begins to ask meanwhile is answered by the next server. */
  @Test
  void haveTheirWayBackAfterARestartOfTheServer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.createContext(
        "/first",
        exchange -> {
          asked.countDown();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    String document =
        tool(
            """
            urllib.request.urlopen('%s', timeout=60).read()
            time.sleep(2)
            print(urllib.request.urlopen('%s', timeout=120).read().decode())
            """
                .formatted(url.replace("/x", "/first"), url));
    UUID job;
    Optional<String> container;
    try (BatchServer first = new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, machine))) {
      job = first.launch(document, "{}");
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      container = first.step(job, "fetch").containerId();
    }

    try (BatchServer second = new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, machine))) {
      second.takeUpOpenJobs();
      Job ended = second.awaitEnd(job);

      assertThat(ended.status()).as(ended.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(second.step(job, "fetch").containerId()).isPresent().isEqualTo(container);
    }
  }

  /** The connection went through the server, whose death ends it and with it the tool. */
  @Test
  void areRunAgainWhenTheirConnectionEndedWithTheServer() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    server.createContext(
        "/large",
        exchange -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write("begun".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          asked.countDown();
          try {
            gone.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.getResponseBody().write("ended".getBytes(UTF_8));
          exchange.close();
        });
    String document =
        tool(
            "print(urllib.request.urlopen('%s', timeout=90).read().decode())"
                .formatted(url.replace("/x", "/large")));
    UUID job;
    try (BatchServer first = new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, machine))) {
      job = first.launch(document, "{}");
      assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
      first.die();
    }
    gone.countDown();

    try (BatchServer second = new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, machine))) {
      second.takeUpOpenJobs();
      Job ended = second.awaitEnd(job);

      assertThat(ended.status()).as(ended.message()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(second.step(job, "fetch").attempt()).isEqualTo(2);
    }
  }

  @Test
  void reachWhatTheirTenantMay() throws Exception {
    Map<String, String> own = Map.of("periplus.tenants.tests.egress.allow", machine);
    TenantKeys keys = GivenTenantKeys.of(own);
    Egress egress = new Egress(EgressConfiguration.defaults(), keys);
    try (BatchServer periplus =
        new BatchServer(BatchSite.in(folder).withNetworks(EGRESS, egress))) {
      Job job = periplus.run(fetching());

      assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    }
  }
}
