package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataSize;
import org.periplus.container.Captured;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.SpecBuilder;
import org.periplus.container.kubernetes.TransferSettings.Cache;
import org.periplus.container.kubernetes.TransferSettings.Fetching;

/** Inputs that are large, with real pods: each by itself, and from the cache of a node. */
@Tag("kubernetes")
@Timeout(180)
class LargeInputsTest {

  private static final DataSize MEGABYTE = new DataSize(1_000_000);
  private static final int LARGE = 2_000_000;
  private static final String USER = "65534";

  @TempDir private Path data;
  @TempDir private Path in;
  @TempDir private Path out;
  @TempDir private Path cache;

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());
  private final Random random = new Random(1);
  private TransferFront front;
  private KubernetesEngine engine;
  private KubernetesClient client;

  @BeforeEach
  void open() throws Exception {
    front = new TransferFront(data);
    client = ClusterConnection.of(TestCluster.settings().build()).client();
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    keeping(Optional.empty());
  }

  /** Pods from now on have such a cache, or none. */
  private void keeping(Optional<Cache> kept) throws Exception {
    if (engine != null) {
      engine.close();
    }
    Fetching fetching = new Fetching(MEGABYTE, 4, kept);
    engine =
        new KubernetesEngine(TestCluster.settings().carrying(front.settings(fetching)).build());
  }

  private void keeping(long bytes) throws Exception {
    keeping(Optional.of(new Cache(cache, new DataSize(bytes))));
  }

  @AfterEach
  void close() throws Exception {
    engine.removeAll(labels);
    for (AutoCloseable each : List.of(engine, client, front)) {
      each.close();
    }
  }

  private Path write(String name, int size) throws IOException {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    Files.createDirectories(in.resolve(name).getParent());
    return Files.write(in.resolve(name), bytes);
  }

  private ContainerSpec spec(String script, Mount... more) {
    return new SpecBuilder(labels, "sh", "-c", script)
        .user(USER + ":" + USER)
        .mounts(Stream.concat(Stream.of(new Mount(in, "/in", true)), Stream.of(more)).toList())
        .build();
  }

  private String run(String script, Mount... more) throws Exception {
    Captured run = Captured.run(engine, spec(script, more));
    assertThat(run.exit.exitCode()).as(run.all()).isZero();
    return run.stdout.toString(UTF_8);
  }

  /** How often files were asked for by their numbers. */
  private long fetched() {
    return front.asked().stream().filter(each -> each.contains("/inputs/")).count();
  }

  private static String sum(Path file) throws IOException {
    Process sum = new ProcessBuilder("sha256sum").redirectInput(file.toFile()).start();
    return new String(sum.getInputStream().readAllBytes(), UTF_8);
  }

  @Test
  void manyAndLargeOnesArriveAsTheyAre() throws Exception {
    for (int i = 0; i < 200; i++) {
      write("many/" + i, 1000);
    }
    for (String name : List.of("a", "closed/b", "deep/er/c\nd", "e $(x) 'f'")) {
      write(name, LARGE + random.nextInt(1000));
    }
    Files.setPosixFilePermissions(in.resolve("a"), PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(in.resolve("a"), FileTime.from(Instant.ofEpochSecond(1_700_000_000)));
    Files.setPosixFilePermissions(
        in.resolve("closed"), PosixFilePermissions.fromString("r-xr-xr-x"));
    Files.createSymbolicLink(in.resolve("link"), Path.of("a"));
    front.breaksOffSingles(2);
    Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));

    String seen =
        run(
            "stat -c '%a %Y' /in/a; stat -c %a /in/closed; readlink /in/link; ls /in;"
                + " cp -r /in /out/copy",
            new Mount(out, "/out", false));

    assertThat(seen).startsWith("751 1700000000\n555\na\n").doesNotContain("singly");
    try (Stream<Path> all = Files.walk(in)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        assertThat(out.resolve("copy").resolve(in.relativize(each))).hasSameBinaryContentAs(each);
      }
    }
    assertThat(fetched()).isEqualTo(4 + 2);
  }

  @Test
  void aFileThatGoesMeanwhileFailsThePodWithThatReason() throws Exception {
    write("large", LARGE);
    front.changesBeforeSingles(() -> write("large", LARGE + 1));

    assertThatThrownBy(() -> Captured.run(engine, spec("true")))
        .isInstanceOf(ContainerLostException.class)
        .hasMessageContaining("a file has changed since it was listed");
  }

  @Test
  void aSecondPodHasItFromItsNodeAndMayNotSpoilIt() throws Exception {
    keeping(10L * LARGE);
    String sum = sum(write("large", LARGE));

    assertThat(run("sha256sum </in/large")).isEqualTo(sum);
    assertThat(run("sha256sum </in/large")).isEqualTo(sum);

    assertThat(fetched()).isEqualTo(1);
    Path kept = kept().get(0);
    assertThat(kept()).hasSize(1);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept.getParent())))
        .isEqualTo("rwx------");
    assertThat(Files.getAttribute(kept, "unix:nlink")).isEqualTo(1);

    String changed = sum(write("large", LARGE));
    assertThat(run("sha256sum </in/large")).isEqualTo(changed);
    assertThat(fetched()).isEqualTo(2);
  }

  /** The files that the node has. */
  private List<Path> kept() throws IOException {
    try (Stream<Path> all = Files.walk(cache)) {
      return all.filter(each -> each.getFileName().toString().matches("[0-9a-f]{64}.*"))
          .sorted()
          .toList();
    }
  }

  @Test
  void podsThatStartTogetherFetchItOnce() throws Exception {
    keeping(100L * LARGE);
    String sum = sum(write("large", 10 * LARGE));

    List<CompletableFuture<String>> all =
        IntStream.range(0, 4)
            .mapToObj(any -> CompletableFuture.supplyAsync(() -> unchecked("sha256sum </in/large")))
            .toList();

    assertThat(all).allSatisfy(each -> assertThat(each.join()).isEqualTo(sum));
    assertThat(fetched()).isEqualTo(1);
  }

  private String unchecked(String script) {
    try {
      return run(script);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aToolDoesNotSeeTheCache() throws Exception {
    keeping(10L * LARGE);
    write("large", LARGE);
    ContainerSpec spec =
        spec(
            "ls -d /cache /work /in/../cache; cat /proc/mounts; ls /in",
            new Mount(out, "/out", false));
    String id = engine.create(spec);
    Captured seen = new Captured();
    engine.start(id, spec, seen).await();

    assertThat(seen.all())
        .endsWith("large\n")
        .contains("cannot access '/cache'")
        .doesNotContain(cache.toString())
        .doesNotContainPattern("(?m)^\\S+ /cache ");
    var pod = client.pods().inNamespace(TestCluster.NAMESPACE).withName(id).get();
    assertThat(
            Stream.concat(
                    pod.getSpec().getInitContainers().stream(),
                    pod.getSpec().getContainers().stream())
                .filter(each -> Serialization.asYaml(each.getVolumeMounts()).contains("cache"))
                .map(Container::getName))
        .containsExactly("fetch");
  }

  @Test
  void aCacheThatCannotBeUsedIsNoFailure() throws Exception {
    String sum = sum(write("large", LARGE));
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
    keeping(10L * LARGE);
    assertThat(run("sha256sum </in/large")).isEqualTo(sum);

    keeping(Optional.of(new Cache(cache.resolve("not/there"), new DataSize(10L * LARGE))));
    assertThat(run("sha256sum </in/large")).isEqualTo(sum);

    keeping(LARGE - 1L); // It is larger than all that is kept.
    assertThat(run("sha256sum </in/large")).isEqualTo(sum);
    assertThat(fetched()).isEqualTo(3);
    assertThat(kept()).isEmpty();
  }

  @Test
  void whatWasNotUsedForLongestGoesAndSoDoesWhatWasBegunAndLeft() throws Exception {
    keeping(2L * LARGE + LARGE / 2);
    write("1", LARGE);
    run("true");
    Path first = kept().get(0);
    Path left = first.resolveSibling("a".repeat(64) + "." + LARGE + ".part");
    Files.writeString(left, "begun");
    write("2", LARGE);
    run("true");
    assertThat(kept()).hasSize(2).contains(first).doesNotContain(left);

    Files.delete(in.resolve("1")); // So that the first is used no more.
    write("3", LARGE);
    run("true");

    assertThat(kept()).hasSize(2).doesNotContain(first);
    assertThat(fetched()).isEqualTo(3);
  }
}
