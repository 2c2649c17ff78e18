package org.periplus.container.kubernetes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataSize;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.SpecBuilder;
import org.periplus.container.kubernetes.placement.Placements;
import org.periplus.folder.FolderLimits;
import org.periplus.transfer.TransferLimits;

/** What is made of files whose transfer is gone, without a cluster. */
@Timeout(20)
class CarriedFilesTest {

  private static final String NAME = "p-one";

  @TempDir private Path folder;

  private CarriedFiles files;
  private final FollowedPod pod = new FollowedPod(NAME);

  @BeforeEach
  void prepare() {
    TransferSettings transfer =
        new TransferSettings(
            folder,
            URI.create("http://192.0.2.1"),
            List.of(),
            "courier",
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            0.25,
            DataSize.of("64 MiB"),
            TransferSettings.Fetching.DEFAULT,
            Optional.empty(),
            new TransferLimits(0, FolderLimits.DEFAULT));
    files = new CarriedFiles(transfer, settings(transfer));
  }

  private static KubernetesSettings settings(TransferSettings transfer) {
    return new KubernetesSettings(
        Optional.empty(),
        Optional.empty(),
        "tests",
        SharedVolumes.of(""),
        "IfNotPresent",
        "nvidia.com/gpu",
        0,
        KubernetesSettings.Patience.DEFAULT,
        true,
        "image",
        Placements.ANYWHERE,
        Optional.of(transfer));
  }

  /** The pod of a tool that sees one folder. */
  private void make(boolean readOnly) throws Exception {
    Path source = Files.createDirectory(folder.resolve("source"));
    ContainerSpec spec =
        new SpecBuilder(Map.of(), "true")
            .mounts(List.of(new Mount(source, "/there", readOnly)))
            .build();
    is(files.mounts(NAME, spec).couriers().orElseThrow().containers());
  }

  private void is(List<Container> couriers) {
    Pod ended =
        new PodBuilder()
            .withNewMetadata()
            .withName(NAME)
            .withUid("1")
            .endMetadata()
            .withNewSpec()
            .withInitContainers(couriers)
            .endSpec()
            .withNewStatus()
            .addNewContainerStatus()
            .withName(PodManifest.CONTAINER)
            .withNewState()
            .withNewTerminated()
            .withExitCode(0)
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();
    pod.is(ended);
  }

  @Test
  void aRunWhoseTransferIsGoneIsLostAndNotWithoutOutputs() throws Exception {
    make(false);
    files.end(NAME);

    assertLost();
  }

  @Test
  void soIsOneWhoseTransferGoesWhileItsFilesAreWaitedFor() throws Exception {
    make(false);
    CompletableFuture<Void> later =
        CompletableFuture.runAsync(
            () -> files.end(NAME), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));

    assertLost();
    later.join();
  }

  private void assertLost() {
    assertThatThrownBy(() -> files.collect(pod))
        .isInstanceOf(ContainerLostException.class)
        .hasMessageStartingWith("The container was lost: its outputs did not come");
  }

  @Test
  void oneThatWasKilledHereIsNotWaitedFor() throws Exception {
    make(false);
    pod.killed();
    files.end(NAME);

    assertThatCode(() -> files.collect(pod)).doesNotThrowAnyException();
  }

  @Test
  void whatBringsNothingBackNeedsNoTransfer() throws Exception {
    make(true);
    files.end(NAME);

    assertThatCode(() -> files.collect(pod)).doesNotThrowAnyException();
  }

  @Test
  void aPodThatSeesNoFilesHasNone() {
    is(List.of());

    assertThatCode(() -> files.collect(pod)).doesNotThrowAnyException();
  }
}
