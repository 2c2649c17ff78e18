package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.Captured;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerEngineContract;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Run;
import org.periplus.container.ContainerStartException;
import org.periplus.container.ContainerUsage;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.ImageReference;
import org.periplus.container.ImageSource;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;

/** The contract of container engines, and what is a cluster's own, with a real one. */
@Tag("kubernetes")
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesEngineTest extends ContainerEngineContract {

  private final KubernetesEngine engine = new KubernetesEngine(TestCluster.settings().build());
  private final KubernetesClient client =
      ClusterConnection.of(TestCluster.settings().build()).client();

  @Override
  protected ContainerEngine engine() {
    return engine;
  }

  @AfterAll
  void close() {
    engine.close();
    client.close();
  }

  /** What is said while a container waits. */
  private static final class Waiting extends Captured {
    final List<String> said = new CopyOnWriteArrayList<>();
    final CountDownLatch first = new CountDownLatch(1);

    @Override
    public void waits(String why) {
      said.add(why);
      first.countDown();
    }
  }

  @Test
  void saysWhatTheRegistrySaysOfAnImageThatDoesNotCome() throws Exception {
    Waiting sink = new Waiting();
    ContainerSpec spec = spec("true").image("127.0.0.1:9/no/such:1").build();
    try (KubernetesEngine hasty =
        new KubernetesEngine(TestCluster.settings().hasty(Duration.ofSeconds(4)).build())) {

      assertThatThrownBy(() -> hasty.start(hasty.create(spec), spec, sink))
          .isInstanceOf(ImageUnavailableException.class)
          .hasMessageContaining("127.0.0.1:9/no/such:1")
          .hasMessageContaining("connection refused");
    }
    assertThat(sink.said).anyMatch(why -> why.contains("connection refused"));
    assertGoes(spec);
  }

  /** What is given up goes by itself. */
  private void assertGoes(ContainerSpec spec) throws ContainerException {
    client
        .pods()
        .inNamespace(TestCluster.NAMESPACE)
        .withName(engine.create(spec))
        .waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS);
  }

  @Test
  void saysWhyNoNodeTakesAPod() throws Exception {
    Waiting sink = new Waiting();
    ContainerSpec spec = spec("true").limits(new Limits(1000, 64L << 20, 64, 0)).build();
    try (KubernetesEngine hasty =
        new KubernetesEngine(TestCluster.settings().hasty(Duration.ofSeconds(3)).build())) {

      assertThatThrownBy(() -> hasty.start(hasty.create(spec), spec, sink))
          .isInstanceOf(ContainerException.class)
          .hasMessageContaining("Insufficient cpu");
    }
    assertThat(sink.said).anyMatch(why -> why.contains("Insufficient cpu"));
    assertGoes(spec);
  }

  @Test
  void aPodSaysWhatItUses() throws Exception {
    ContainerSpec spec =
        spec("sh", "-c", "a=$(head -c 50000000 /dev/zero | tr '\\0' a); echo; sleep 60").build();
    String id = engine.create(spec);
    CountDownLatch ready = new CountDownLatch(1);
    RunningContainer running =
        engine.start(
            id,
            spec,
            new Captured() {
              @Override
              public void stdout(byte[] bytes) {
                ready.countDown();
              }
            });
    try {
      assertThat(ready.await(60, TimeUnit.SECONDS)).isTrue();

      ContainerUsage used = engine.usage(id).orElseThrow();

      assertThat(used.memory()).isBetween(40_000_000L, 256L << 20);
      assertThat(used.processorTime()).isBetween(Duration.ofMillis(10), Duration.ofSeconds(60));
    } finally {
      running.kill();
    }
    running.await();
    assertThat(engine.usage(id)).isEmpty();
  }

  @Test
  void whatAPodUsesIsUnknownWithoutTheRightToAsk() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());
    try (KubernetesEngine muted =
            new KubernetesEngine(TestCluster.settings().askingNobody().build());
        KubernetesEngine nobody = new KubernetesEngine(TestCluster.settings().asNobody().build())) {

      assertThat(muted.usage(id)).isEmpty();
      assertThat(nobody.usage(id)).isEmpty();
      assertThat(nobody.usage(id)).isEmpty();
    } finally {
      running.kill();
    }
  }

  private ContainerSpec asking(String pool) {
    return spec("sleep", "2")
        .run(
            new Run(
                UUID.randomUUID().toString(),
                "acme",
                Optional.empty(),
                Optional.of(pool),
                Optional.empty()))
        .build();
  }

  @Test
  void aPodGoesToThePoolThatItsPackageAsksFor() throws Exception {
    TestCluster there = TestCluster.settings().pool("linux", "kubernetes.io/os", "linux", "acme");
    TestCluster nowhere =
        TestCluster.settings().hasty(Duration.ofSeconds(3)).pool("moon", "planet", "moon");
    try (KubernetesEngine some = new KubernetesEngine(there.build());
        KubernetesEngine none = new KubernetesEngine(nowhere.build())) {

      assertThat(Captured.run(some, asking("linux")).notes)
          .anyMatch(note -> note.matches("on node .* of the pool 'linux', image .*"));
      assertThat(Captured.run(some, asking("moon")).notes)
          .anyMatch(note -> note.contains("there is no pool 'moon' for this process"));
      ContainerSpec spec = asking("moon");
      assertThatThrownBy(() -> none.start(none.create(spec), spec, new Waiting()))
          .hasMessageContaining("node affinity/selector");
    }
  }

  @Test
  void aPodThatWaitsCanBeKilled() throws Exception {
    Waiting sink = new Waiting();
    ContainerSpec spec = spec("true").limits(new Limits(1000, 64L << 20, 64, 0)).build();
    String id = engine.create(spec);
    CompletableFuture<RunningContainer> started = started(engine, id, spec, sink);
    assertThat(sink.first.await(30, TimeUnit.SECONDS)).isTrue();

    engine.kill(id);

    assertThat(started.get(30, TimeUnit.SECONDS).await().exitCode()).isEqualTo(137);
    assertThat(engine.find(labels)).isEmpty();
  }

  private static CompletableFuture<RunningContainer> started(
      KubernetesEngine engine, String id, ContainerSpec spec, Captured sink) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return engine.start(id, spec, sink);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  @Test
  void whatWasKilledBeforeItWasMadeIsNeverMade() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    String id = engine.create(spec);
    engine.kill(id);

    assertThat(engine.start(id, spec, new Captured()).await().exitCode()).isEqualTo(137);
    assertThat(engine.find(labels)).isEmpty();
  }

  @Test
  void tellsACommandThatIsNotFound() {
    ContainerSpec spec = spec("no-such-command").build();

    assertThatThrownBy(() -> engine.start(engine.create(spec), spec, new Captured()).await())
        .isInstanceOfSatisfying(
            ContainerStartException.class, e -> assertThat(e.exitCode()).isEqualTo(127))
        .hasMessageContaining("no-such-command");
  }

  @Test
  void aContainerWhosePodSomebodyDeletesIsLost() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());

    client.pods().inNamespace(TestCluster.NAMESPACE).withName(id).withGracePeriod(1).delete();

    assertThatThrownBy(running::await)
        .isInstanceOf(ContainerLostException.class)
        .hasMessageContaining("somebody has deleted its pod");
  }

  @Test
  void theSameRunIsOnePodWhoeverMakesIt() throws Exception {
    ContainerSpec spec = spec("sh", "-c", "echo once; sleep 3").build();
    Captured first = new Captured();
    Captured second = new Captured();
    try (KubernetesEngine other = new KubernetesEngine(TestCluster.settings().build())) {
      RunningContainer one = engine.start(engine.create(spec), spec, first);
      RunningContainer two = other.start(other.create(spec), spec, second);

      assertThat(engine.find(labels)).hasSize(1);
      assertThat(one.await().exitCode()).isZero();
      assertThat(two.await().exitCode()).isZero();
    }
    assertThat(first.stdout.toString(UTF_8)).isEqualTo("once\n");
    assertThat(second.stdout.toString(UTF_8)).isEqualTo("once\n");
  }

  @Test
  void waitsForAQuotaAndGoesOn() throws Exception {
    String space = "periplus-quota-" + UUID.randomUUID().toString().substring(0, 8);
    client.namespaces().resource(namespace(space, Map.of())).create();
    client
        .resourceQuotas()
        .inNamespace(space)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("one")
                .endMetadata()
                .withNewSpec()
                .withHard(Map.of("pods", new Quantity("1")))
                .endSpec()
                .build())
        .create();
    try (KubernetesEngine inSpace =
        new KubernetesEngine(TestCluster.settings().namespace(space).build())) {
      ContainerSpec longer = spec("sleep", "60").build();
      String before = inSpace.create(longer);
      inSpace.start(before, longer, new Captured());
      ContainerSpec spec = spec("true").build();
      Waiting sink = new Waiting();
      CompletableFuture<RunningContainer> started =
          started(inSpace, inSpace.create(spec), spec, sink);

      assertThat(sink.first.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sink.said).allMatch(why -> why.contains("exceeded quota"));
      inSpace.remove(before);

      assertThat(started.get(60, TimeUnit.SECONDS).await().exitCode()).isZero();
    } finally {
      client.namespaces().withName(space).delete();
    }
  }

  private static Namespace namespace(String name, Map<String, String> labels) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(labels)
        .endMetadata()
        .build();
  }

  @Test
  void whatTheApiServerForbidsFailsAtOnceInItsWords() throws Exception {
    String space = "periplus-strict-" + UUID.randomUUID().toString().substring(0, 8);
    client
        .namespaces()
        .resource(namespace(space, Map.of("pod-security.kubernetes.io/enforce", "restricted")))
        .create();
    try (KubernetesEngine strict =
        new KubernetesEngine(TestCluster.settings().namespace(space).build())) {
      ContainerSpec root = spec("true").user("0:0").build();

      assertThatThrownBy(() -> strict.start(strict.create(root), root, new Captured()))
          .isInstanceOf(ContainerException.class)
          .isNotInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("violates PodSecurity");
      ContainerSpec nobody = spec("true").user("65534:65534").build();
      assertThat(Captured.run(strict, nobody).exit.exitCode()).isZero();
    } finally {
      client.namespaces().withName(space).delete();
    }
  }

  @Test
  void aFileOnNoVolumeOfTheClusterIsRefused() {
    ContainerSpec spec = spec("true").mounts(List.of(readOnly(Path.of("/usr"), "/in"))).build();

    assertThatThrownBy(() -> engine.start(engine.create(spec), spec, new Captured()))
        .isInstanceOf(ContainerException.class)
        .hasMessageContaining("/in is on no volume of the cluster");
  }

  @Test
  void aContainerWithoutANetworkDoesNotRunWhereNothingKeepsItFromOne() throws Exception {
    try (KubernetesEngine strict =
        new KubernetesEngine(TestCluster.settings().enforced().build())) {
      ContainerSpec spec = spec("echo", "ran").build();
      String id = strict.create(spec);
      try {
        // A cluster whose network enforces policies runs it.
        assertThat(strict.start(id, spec, new Captured()).await().exitCode()).isZero();
      } catch (ContainerException e) {
        assertThat(e).hasMessageContaining("allow-unenforced-network");
        assertThat(engine.find(labels)).isEmpty();
      }
      ContainerSpec open = spec("true").network(ContainerNetwork.OPEN).build();
      assertThat(Captured.run(strict, open).exit.exitCode()).isZero();
    }
  }

  @Test
  void labelsThatNoPodCanHaveAreFoundAllTheSame() throws Exception {
    Map<String, String> odd =
        Map.of(
            "org.periplus.test",
            labels.get("org.periplus.test"),
            "org.periplus.step",
            "a step / with: ümlauts and " + "very ".repeat(20) + "long");
    ContainerSpec spec = new SpecBuilder(odd, "true").build();
    engine.start(engine.create(spec), spec, new Captured()).await();

    assertThat(engine.find(odd))
        .singleElement()
        .satisfies(f -> assertThat(f.labels()).isEqualTo(odd));
  }

  @Test
  void imagesComeFromRegistriesAlone() throws Exception {
    assertThatThrownBy(() -> engine.ensureImage(ImageSource.Built.of("FROM scratch")))
        .isInstanceOf(ImageUnavailableException.class)
        .hasMessageContaining("registries alone");
    assertThat(engine.ensureImage("debian:stable-slim")).isEqualTo("debian:stable-slim");
    assertThat(
            engine.image(ImageReference.of("docker.io/library/debian:stable-slim").orElseThrow()))
        .isPresent();
  }

  @Test
  void saysThatTheApiServerIsAway() {
    try (KubernetesEngine away =
        new KubernetesEngine(TestCluster.settings().at("https://127.0.0.1:1").build())) {
      assertThatThrownBy(away::info)
          .isInstanceOf(EngineUnavailableException.class)
          .hasMessageContaining("127.0.0.1:1");
    }
  }

  @Test
  void theLogOfALongLineIsWhole() throws Exception {
    Captured ran = run(spec("perl", "-e", "print 'x' x 100000, qq(\\n), 'no end of line'"));

    assertThat(ran.stdout.toString(UTF_8)).isEqualTo("x".repeat(100_000) + "\nno end of line");
  }
}
