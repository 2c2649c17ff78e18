package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.DeviceRequest;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerStartException;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.RunningContainer;

@Timeout(60)
class DockerEngineTest {

  private static final String IMAGE = SpecBuilder.IMAGE;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());
  private final DockerEngine engine = new DockerEngine(DockerSettings.DEFAULT);

  @TempDir Path folder;

  @AfterEach
  void removeContainers() throws Exception {
    engine.removeAll(labels);
    engine.close();
  }

  @Test
  void keepsStdoutAndStderrApartAndEveryByte() throws Exception {
    byte[] random = new byte[5 << 20];
    new Random(7).nextBytes(random);
    Files.write(folder.resolve("random"), random);

    Captured run =
        run(spec("sh", "-c", "cat /in/random; echo to the log >&2"), readOnly(folder, "/in"));

    assertThat(run.exit.exitCode()).isZero();
    assertThat(run.stdout.toByteArray()).isEqualTo(random);
    assertThat(run.stderr.toString(UTF_8)).isEqualTo("to the log\n");
  }

  @Test
  void handsOutputOverWhileTheContainerRuns() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Captured sink =
        new Captured() {
          @Override
          public void stdout(byte[] bytes) {
            seen.countDown();
          }
        };
    ContainerSpec spec = spec("sh", "-c", "echo early; exec sleep 60").build();
    RunningContainer running = engine.start(engine.create(spec), spec, sink);

    assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
    running.kill();
    assertThat(running.await().exitCode()).isEqualTo(137);
  }

  @Test
  void givesTheExitCode() throws Exception {
    assertThat(run(spec("sh", "-c", "exit 42")).exit.exitCode()).isEqualTo(42);
  }

  @Test
  void feedsAFileToStdin() throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "one\ntwo\n");

    Captured run = run(spec("wc", "-l").stdin(input));

    assertThat(run.stdout.toString(UTF_8).strip()).isEqualTo("2");
  }

  @Test
  void refusesWritesToReadOnlyMounts() throws Exception {
    Captured run = run(spec("sh", "-c", "echo x > /in/file"), readOnly(folder, "/in"));

    assertThat(run.exit.exitCode()).isNotZero();
    assertThat(run.stderr.toString(UTF_8)).contains("Read-only file system");
  }

  @Test
  void mountsNamesWithSpacesColonsCommasAndUnicode() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b:c,d=é'\"ü"));
    Files.writeString(odd.resolve("f"), "found");

    Captured run = run(spec("cat", "/in/sp ace:ü/f"), readOnly(odd, "/in/sp ace:ü"));

    assertThat(run.stdout.toString(UTF_8)).isEqualTo("found");
  }

  @Test
  void givesNoNetworkNoCapabilitiesAndNoNewPrivileges() throws Exception {
    Captured run =
        run(
            spec(
                "sh", "-c", "grep -E '^(CapEff|NoNewPrivs)' /proc/self/status; ls /sys/class/net"));

    assertThat(run.stdout.toString(UTF_8))
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1")
        .doesNotContain("eth0");
  }

  @Test
  void tellsThatTheMemoryLimitEndedIt() throws Exception {
    ContainerExit exit =
        run(spec("sh", "-c", "tail /dev/zero & wait $!").limits(new Limits(1, 32L << 20, 64, 0)))
            .exit;

    assertThat(exit.outOfMemory()).isTrue();
    assertThat(exit.exitCode()).isEqualTo(137);
  }

  @Test
  void runsInTheWorkingDirectoryAsTheUserWithTheEnvironment() throws Exception {
    Captured run = run(spec("sh", "-c", "pwd; id -u; id -g; echo $GREETING").user("1234:5678"));

    assertThat(run.stdout.toString(UTF_8)).isEqualTo("/tmp\n1234\n5678\nhello there\n");
  }

  @Test
  void saysWhichImageIsMissingAndWhy() {
    assertThatThrownBy(() -> engine.ensureImage("localhost:1/periplus/no-such-image:1"))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("localhost:1/periplus/no-such-image:1")
        .hasMessageContaining("could not be pulled");
  }

  @Test
  void asksForGraphicsProcessors() throws Exception {
    String id = engine.create(spec("true").limits(new Limits(1, 256L << 20, 128, 2)).build());

    assertThat(inspectedDevices(id))
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.getCount()).isEqualTo(2);
              assertThat(request.getCapabilities()).containsExactly(List.of("gpu"));
            });
    assertThat(inspectedDevices(engine.create(spec("true").build()))).isNullOrEmpty();
  }

  private static List<DeviceRequest> inspectedDevices(String id) throws IOException {
    DefaultDockerClientConfig config =
        DefaultDockerClientConfig.createDefaultConfigBuilder().build();
    try (DockerClient docker =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder()
                .dockerHost(config.getDockerHost())
                .sslConfig(config.getSSLConfig())
                .build())) {
      return docker.inspectContainerCmd(id).exec().getHostConfig().getDeviceRequests();
    }
  }

  @Test
  void findsAnImageUnderItsFullName() throws Exception {
    assertThat(engine.ensureImage("docker.io/" + IMAGE)).isEqualTo(engine.ensureImage(IMAGE));
  }

  @Test
  void tellsACommandThatIsNotFound() throws Exception {
    Captured run = run(spec("no-such-command"));

    assertThat(run.exit.exitCode()).isEqualTo(127);
    assertThat(run.stderr.toString(UTF_8)).contains("no-such-command");
  }

  @Test
  void saysWhyAContainerCannotStart() {
    assertThatThrownBy(() -> run(spec("true"), readOnly(folder, "/proc/self")))
        .isInstanceOf(ContainerStartException.class)
        .hasMessageContaining("/proc");
  }

  @Test
  void killsAContainerAndLeavesItThere() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());

    engine.kill(id);

    assertThat(running.await().exitCode()).isEqualTo(137);
    assertThat(engine.find(labels))
        .singleElement()
        .satisfies(found -> assertThat(found.running()).isFalse());
    engine.kill(id); // It has ended.
    engine.remove(id);
    engine.kill(id); // It is gone.
  }

  @Test
  void leavesNoContainerWithTheLabels() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    engine.start(engine.create(spec), spec, new Captured());
    engine.create(spec);

    assertThat(engine.removeAll(labels)).isEqualTo(2);
    assertThat(engine.find(labels)).isEmpty();
  }

  @Test
  void saysThatTheEngineIsDown() {
    try (DockerEngine down =
        new DockerEngine(DockerSettings.DEFAULT.withHost(Optional.of("tcp://127.0.0.1:1")))) {
      assertThatThrownBy(down::info)
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("127.0.0.1:1");
      assertThatThrownBy(() -> down.ensureImage(IMAGE))
          .isInstanceOf(EngineUnavailableException.class);
    }
  }

  @Test
  void losesNoOutputOfManyShortContainers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> outputs =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> run(spec("echo", "number " + i)).stdout.toString(UTF_8).strip()))
              .toList();
      for (int i = 0; i < outputs.size(); i++) {
        assertThat(outputs.get(i).get()).isEqualTo("number " + i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void killsFromAnotherThread() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    RunningContainer running = engine.start(engine.create(spec), spec, new Captured());
    CompletableFuture<ContainerExit> exit =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return running.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    running.kill();
    running.kill();

    assertThat(exit.get(20, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
  }

  private Captured run(SpecBuilder spec, Mount... mounts) throws Exception {
    return Captured.run(engine, spec.mounts(List.of(mounts)).build());
  }

  private static Mount readOnly(Path source, String target) {
    return new Mount(source, target, true);
  }

  private SpecBuilder spec(String... command) {
    return new SpecBuilder(labels, command);
  }

  @Test
  void aConfinedContainerWritesToItsMountsOnlyAndHasLimits(@TempDir Path folder) throws Exception {
    Captured ran =
        run(
            spec("sh", "-c", "touch /here; ulimit -n; ulimit -c; touch /mine/x && echo yes")
                .confinement(new Confinement(true, 77, 0, 4 << 20)),
            new Mount(folder, "/mine", false));

    assertThat(ran.stdout.toString(UTF_8)).isEqualTo("77\n0\nyes\n");
    assertThat(ran.stderr.toString(UTF_8)).contains("Read-only file system");
  }
}
