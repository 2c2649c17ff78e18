package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.Captured;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerEngineContract;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.RunningContainer;
import org.periplus.folder.FolderTree;

/** The contract of container engines on a cluster with which no volume is shared. */
@Tag("kubernetes")
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransferEngineTest extends ContainerEngineContract {

  @TempDir private Path data;

  private final List<AutoCloseable> opened = new ArrayList<>();
  private TransferFront front;
  private KubernetesEngine engine;
  private KubernetesClient client;

  @BeforeEach
  void open() throws Exception {
    front = new TransferFront(data);
    engine = new KubernetesEngine(TestCluster.settings().carrying(front.settings()).build());
    client = ClusterConnection.of(TestCluster.settings().build()).client();
    opened.addAll(List.of(engine, client, front));
  }

  /** Only then, since what a test has left is removed after it. */
  @AfterAll
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
  }

  @Override
  protected ContainerEngine engine() {
    return engine;
  }

  private Path written() throws Exception {
    return open(Files.createDirectory(folder.resolve("written")));
  }

  private Pod pod(String id) {
    return client.pods().inNamespace(TestCluster.NAMESPACE).withName(id).get();
  }

  private ContainerSpec spec(List<Mount> mounts, String script) {
    return spec("sh", "-c", script).user("65534:65534").mounts(mounts).build();
  }

  /** There is nothing that both see at the same time, by which the one could tell the other. */
  @Override
  @Test
  @Disabled("files that travel are not seen to change")
  protected void takesUpAContainerWithAllThatItHasWritten() {}

  @Test
  void aPodCanBeOnAnyNodeAndLeavesNothingHere() throws Exception {
    Path out = written();
    ContainerSpec spec =
        spec(
            List.of(
                readOnly(Files.writeString(folder.resolve("in"), "x"), "/in/file"),
                new Mount(out, "/out", false)),
            "cat /in/file >/out/copy; ln -s copy /out/link; mkdir /out/closed; echo y >/out/closed/y;"
                + " chmod 0 /out/closed/y /out/closed; mkfifo /out/pipe; ln /out/copy /out/same;"
                + " exit 7");
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());

    assertThat(pod(id).getSpec().getVolumes())
        .allMatch(volume -> volume.getEmptyDir() != null || volume.getSecret() != null)
        .hasSize(2);
    assertThat(running.await().exitCode()).isEqualTo(7);
    assertThat(out.resolve("copy")).hasContent("x");
    assertThat(out.resolve("same")).hasContent("x");
    assertThat(out.resolve("closed/y")).hasContent("y");
    assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("copy"));
    assertThat(out.resolve("pipe")).doesNotExist();
    engine.remove(id);
    assertThat(front.left()).isEmpty();
  }

  @Test
  void aToolFindsNoLinkAndNobodyWhoHasOne() throws Exception {
    Path out = written();
    // Both as a tool runs and as root of its container.
    for (String user : List.of("65534:65534", "0:0")) {
      ContainerSpec spec =
          spec(
                  "sh",
                  "-c",
                  "{ env; cat /proc/*/environ /proc/*/cmdline /proc/mounts; ls -laR /proc/1/root/work"
                      + " /work /link /run /var/run/secrets /.periplus; ls /proc; } 2>&1 | tr '\\0' '\\n'"
                      + " >/out/seen; ls -d /proc/[0-9]* | wc -l")
              .user(user)
              .mounts(List.of(new Mount(out, "/out", false)))
              .build();
      Captured run = Captured.run(engine, spec);

      assertThat(run.exit.exitCode()).isZero();
      assertThat(Files.readString(out.resolve("seen")))
          .contains("GREETING=hello there")
          .doesNotContain("signature")
          .doesNotContain("PERIPLUS_")
          .doesNotContain("/transfers/")
          .doesNotContainPattern("(?m)^\\S+ /link ")
          .doesNotContain("courier");
    }
  }

  @Test
  void whoeverSeesAPodDoesNotSeeItsLinksAndTheyGoWithIt() throws Exception {
    ContainerSpec spec = spec(List.of(new Mount(written(), "/out", false)), "true");
    String id = engine.create(spec);
    assertThat(engine.start(id, spec, new Captured()).await().exitCode()).isZero();
    assertThat(front.asked()).hasSize(2).allMatch(each -> each.contains("signature="));
    Pod pod = pod(id);

    assertThat(Serialization.asYaml(pod)).doesNotContain("signature").doesNotContain("ends=");
    String links = secretOf(pod);
    Secret secret = secret(links).get();
    assertThat(secret.getData()).containsOnlyKeys("inputs", "outputs");
    assertThat(secret.getMetadata().getOwnerReferences())
        .singleElement()
        .satisfies(owner -> assertThat(owner.getUid()).isEqualTo(pod.getMetadata().getUid()));
    engine.remove(id);
    assertThat(secret(links).waitUntilCondition(Objects::isNull, 30, TimeUnit.SECONDS)).isNull();
  }

  private static String secretOf(Pod pod) {
    return pod.getSpec().getVolumes().stream()
        .filter(each -> each.getSecret() != null)
        .findFirst()
        .orElseThrow()
        .getSecret()
        .getSecretName();
  }

  private Resource<Secret> secret(String name) {
    return client.secrets().inNamespace(TestCluster.NAMESPACE).withName(name);
  }

  @Test
  void aPodWhoseMakerDiedBeforeItHadItsLinksGetsThemFromTheNext() throws Exception {
    ContainerSpec spec =
        spec(List.of(new Mount(written(), "/out", false)), "echo ran >/out/there; exit 4");
    String id = engine.create(spec);
    Pod waits =
        new PodManifest(
                TestCluster.settings().carrying(front.settings()).build(),
                new CarriedFiles(front.settings(), TestCluster.settings().build()))
            .of(id, spec);
    client.pods().inNamespace(TestCluster.NAMESPACE).resource(waits).create();

    RunningContainer taken = engine.attach(id, spec, new Captured()).orElseThrow();

    assertThat(taken.await().exitCode()).isEqualTo(4);
  }

  @Test
  void aLinkThatIsForgedForeignOrOverIsRefused() throws Exception {
    ContainerSpec spec = spec(List.of(new Mount(written(), "/out", false)), "true");
    String id = engine.create(spec);
    assertThat(engine.start(id, spec, new Captured()).await().exitCode()).isZero();
    assertThat(front.asked()).hasSize(2);
    String inputs = front.asked().get(0);

    assertThat(status(inputs)).isEqualTo(200);
    assertThat(status(inputs.replace("inputs", "outputs"))).isEqualTo(404);
    assertThat(status(inputs.replaceFirst("signature=..", "signature=AA"))).isEqualTo(404);
    assertThat(status(inputs.replaceFirst("p-", "p-x"))).isEqualTo(404);
    engine.remove(id);
    assertThat(status(inputs)).isEqualTo(404);
  }

  private int status(String path) throws Exception {
    Process curl =
        new ProcessBuilder(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                front.settings().server() + path)
            .start();
    return Integer.parseInt(new String(curl.getInputStream().readAllBytes(), UTF_8));
  }

  @Test
  void whatIsBrokenOffOnItsWayComesAgain() throws Exception {
    front.breaksOff(3);
    Path out = written();
    ContainerSpec spec =
        spec(List.of(new Mount(out, "/out", false)), "head -c 5000000 /dev/zero >/out/zeros");

    assertThat(Captured.run(engine, spec).exit.exitCode()).isZero();

    assertThat(out.resolve("zeros")).hasSize(5_000_000);
    assertThat(front.asked().stream().filter(each -> each.contains("/outputs"))).hasSize(4);
  }

  @Test
  void aServerThatTakesARequestAndNeverAnswersIsAskedAgainSoon() throws Exception {
    front.saysNothing(1);
    Path out = written();
    ContainerSpec spec = spec(List.of(new Mount(out, "/out", false)), "echo x >/out/x");
    long begun = System.nanoTime();

    assertThat(Captured.run(engine, spec).exit.exitCode()).isZero();

    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(45));
    assertThat(out.resolve("x")).hasContent("x");
    assertThat(front.asked()).hasSize(4);
  }

  @Test
  void aServerThatDiesDuringAnUploadIsFollowedByOneThatTakesIt() throws Exception {
    front.breaksOff(Integer.MAX_VALUE);
    Path out = written();
    ContainerSpec spec =
        spec(List.of(new Mount(out, "/out", false)), "echo log; echo left >/out/left; exit 3");
    String id = engine.create(spec);
    engine.start(id, spec, new Captured());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (front.asked().stream().noneMatch(each -> each.contains("/outputs"))) {
      assertThat(System.nanoTime()).isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
    int port = front.port();
    front.close();
    engine.close();

    TimeUnit.SECONDS.sleep(2);
    front = new TransferFront(data, port);
    engine = new KubernetesEngine(TestCluster.settings().carrying(front.settings()).build());
    opened.addAll(List.of(engine, front));
    Captured sink = new Captured();
    RunningContainer taken = engine.attach(id, spec, sink).orElseThrow();

    assertThat(taken.await().exitCode()).isEqualTo(3);
    assertThat(out.resolve("left")).hasContent("left");
    assertThat(sink.stdout.toString(UTF_8)).isEqualTo("log\n");
  }

  @Test
  void whatATransferMayNotHaveFailsTheRun() throws Exception {
    ContainerSpec spec =
        spec(List.of(new Mount(written(), "/out", false)), "head -c 110000000 /dev/zero >/out/big");

    assertThatThrownBy(() -> Captured.run(engine, spec))
        .isInstanceOf(ContainerException.class)
        .isNotInstanceOf(ContainerLostException.class)
        .hasMessageContaining("larger than its limit of 100 MiB");
  }

  @Test
  void aPodThatDoesNotReachTheServerIsLost() throws Exception {
    ContainerSpec spec = spec(List.of(readOnly(folder, "/in")), "true");
    front.close();
    TransferSettings usual = front.settings();
    TransferSettings hasty =
        new TransferSettings(
            data,
            usual.server(),
            usual.peers(),
            usual.image(),
            Duration.ofSeconds(3),
            usual.lifetime(),
            usual.cpus(),
            usual.memory(),
            usual.fetching(),
            Optional.empty(),
            usual.limits());
    try (KubernetesEngine alone =
        new KubernetesEngine(TestCluster.settings().carrying(hasty).build())) {
      assertThatThrownBy(() -> Captured.run(alone, spec))
          .isInstanceOf(ContainerLostException.class)
          .hasMessageContaining("its files were not fetched: within 3 s");
    }
  }

  @Test
  void aPodThatIsDeletedWhileItsFilesComeBackIsLost() throws Exception {
    front.breaksOff(Integer.MAX_VALUE);
    ContainerSpec spec = spec(List.of(new Mount(written(), "/out", false)), "true");
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());
    TimeUnit.SECONDS.sleep(3);

    client.pods().inNamespace(TestCluster.NAMESPACE).withName(id).withGracePeriod(1).delete();

    assertThatThrownBy(running::await)
        .isInstanceOf(ContainerLostException.class)
        .hasMessageContaining("its outputs did not come");
  }

  @Test
  void aPodWhoseTransferIsGoneIsLost() throws Exception {
    ContainerSpec spec =
        spec(List.of(new Mount(written(), "/out", false)), "sleep 3; echo x >/out/left");
    String id = engine.create(spec);
    RunningContainer running = engine.start(id, spec, new Captured());

    FolderTree.delete(data.resolve("transfers").resolve(id));

    assertThatThrownBy(running::await)
        .isInstanceOf(ContainerLostException.class)
        .hasMessageContaining("its outputs did not come (what was noted of its files is gone)");
  }
}
