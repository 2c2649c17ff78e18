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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.Captured;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerEngineContract;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerStartException;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerEngineTest extends ContainerEngineContract {

  private static final String IMAGE = SpecBuilder.IMAGE;

  private final DockerEngine engine = new DockerEngine(DockerSettings.DEFAULT);

  @Override
  protected ContainerEngine engine() {
    return engine;
  }

  @AfterAll
  void closeEngine() {
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
  void removesContainersThatWereNotStartedToo() throws Exception {
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
  void aConfinedContainerWritesToItsMountsOnlyAndHasLimits() throws Exception {
    Captured ran =
        run(
            spec("sh", "-c", "touch /here; ulimit -n; ulimit -c; touch /mine/x && echo yes")
                .confinement(new Confinement(true, 77, 0, 4 << 20)),
            new Mount(folder, "/mine", false));

    assertThat(ran.stdout.toString(UTF_8)).isEqualTo("77\n0\nyes\n");
    assertThat(ran.stderr.toString(UTF_8)).contains("Read-only file system");
  }
}
