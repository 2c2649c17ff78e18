package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.periplus.container.Captured;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;

@Timeout(60)
class StdinTest {

  /** How the engine is reached. */
  enum Transport {
    DEFAULT,
    TCP
  }

  private static final int LARGE = 50 << 20;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());

  @TempDir Path folder;
  private EngineProxy proxy;
  private DockerEngine direct;
  private DockerEngine proxied;

  @BeforeEach
  void connect() throws Exception {
    proxy = new EngineProxy();
    direct = new DockerEngine(DockerSettings.DEFAULT);
    proxied = new DockerEngine(proxy.settings());
  }

  @AfterEach
  void removeContainers() throws Exception {
    direct.removeAll(labels);
    direct.close();
    proxied.close();
    proxy.close();
  }

  private DockerEngine engine(Transport transport) {
    return transport == Transport.TCP ? proxied : direct;
  }

  @ParameterizedTest
  @EnumSource
  void losesNoByteOfALargeFile(Transport transport) throws Exception {
    Path input = large();

    Captured run = Captured.run(engine(transport), spec("sha256sum").stdin(input).build());

    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(input));
    assertThat(run.stdout.toString(UTF_8)).startsWith(HexFormat.of().formatHex(digest));
  }

  @ParameterizedTest
  @EnumSource
  void waitsForACommandThatReadsLate(Transport transport) throws Exception {
    Path input = Files.write(folder.resolve("input"), new byte[1 << 20]);

    Captured run =
        Captured.run(engine(transport), spec("sh", "-c", "sleep 1; wc -c").stdin(input).build());

    assertThat(run.stdout.toString(UTF_8).strip()).isEqualTo(String.valueOf(1 << 20));
  }

  @ParameterizedTest
  @EnumSource
  void feedsAnEmptyFile(Transport transport) throws Exception {
    Path input = Files.createFile(folder.resolve("empty"));

    Captured run = Captured.run(engine(transport), spec("wc", "-c").stdin(input).build());

    assertThat(run.stdout.toString(UTF_8).strip()).isEqualTo("0");
  }

  @ParameterizedTest
  @EnumSource
  void leavesNoThreadOfACommandThatReadsNothing(Transport transport) throws Exception {
    ContainerSpec spec = spec("sleep", "600").stdin(large()).build();
    String id = engine(transport).create(spec);
    RunningContainer running = engine(transport).start(id, spec, new Captured());
    Optional<Thread> feeding =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals(StdinFeed.threadName(id)))
            .findAny();

    assertThat(feeding).isPresent();
    running.kill();
    assertThat(running.await().exitCode()).isEqualTo(137);
    assertThat(ended(feeding.get())).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void letsACommandGoOnThatReadsOnlyTheBeginning(Transport transport) throws Exception {
    ContainerSpec spec =
        spec("sh", "-c", "head -c 3 | wc -c; exec <&-; echo done").stdin(large()).build();

    Captured run = Captured.run(engine(transport), spec);

    assertThat(run.exit.exitCode()).isZero();
    assertThat(run.stdout.toString(UTF_8)).isEqualTo("3\ndone\n");
  }

  @ParameterizedTest
  @EnumSource
  void failsWhenTheFileCannotBeRead(Transport transport) throws Exception {
    ContainerSpec spec = spec("sh", "-c", "cat; exec sleep 600").stdin(folder).build();

    assertThatThrownBy(() -> Captured.run(engine(transport), spec))
        .isInstanceOf(ContainerException.class)
        .isNotInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("standard input could not be read");
  }

  @ParameterizedTest
  @EnumSource
  void startsNothingWithoutTheFile(Transport transport) throws Exception {
    ContainerSpec spec = spec("cat").stdin(folder.resolve("missing")).build();

    assertThatThrownBy(() -> Captured.run(engine(transport), spec))
        .isInstanceOf(ContainerException.class)
        .isNotInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("missing");
    assertThat(direct.find(labels)).noneMatch(container -> container.running());
  }

  @ParameterizedTest
  @EnumSource(names = "TCP")
  void failsWhenTheInputIsCutOff(Transport transport) throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    Captured sink =
        new Captured() {
          @Override
          public void stdout(byte[] bytes) {
            reading.countDown();
          }
        };
    ContainerSpec spec = spec("sh", "-c", "head -c 1; exec sleep 600").stdin(large()).build();
    RunningContainer running = engine(transport).start(engine(transport).create(spec), spec, sink);

    assertThat(reading.await(20, TimeUnit.SECONDS)).isTrue();
    proxy.cut("stdin=1");

    assertThatThrownBy(running::await)
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("standard input was cut off");
  }

  @ParameterizedTest
  @EnumSource
  void saysThatThereIsNoSuchContainer(Transport transport) {
    ContainerSpec spec = spec("cat").stdin(folder).build();

    assertThatThrownBy(() -> engine(transport).start("no-such-container", spec, new Captured()))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("No such container: no-such-container");
  }

  private static boolean ended(Thread thread) throws InterruptedException {
    thread.join(20_000);
    return !thread.isAlive();
  }

  private Path large() throws IOException {
    byte[] bytes = new byte[LARGE];
    new Random(11).nextBytes(bytes);
    return Files.write(folder.resolve("large"), bytes);
  }

  private SpecBuilder spec(String... command) {
    return new SpecBuilder(labels, command);
  }
}
