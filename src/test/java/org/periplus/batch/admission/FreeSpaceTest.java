package org.periplus.batch.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.batch.BatchServer;
import org.periplus.batch.BatchSite;
import org.periplus.batch.admission.ContainerSlots.Owner;
import org.periplus.batch.admission.ContainerSlots.Room;
import org.periplus.batch.admission.ContainerSlots.Slot;
import org.periplus.configuration.DataSize;
import org.periplus.job.JobStatus;

/** With a disk that is really fuller than allowed, by a file that is then deleted. */
class FreeSpaceTest {

  private static final long GIB = 1L << 30;

  private Path folder;
  private Path ballast;
  private DiskConfiguration configuration;

  @BeforeEach
  void fillTheDisk() throws Exception {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target/free-space")), "t");
    ballast = folder.resolve("ballast");
    allocate(ballast);
    // Others write on this disk too: it may change by 2 GiB either way meanwhile.
    long free = Files.getFileStore(folder).getUsableSpace();
    configuration =
        new DiskConfiguration(new DataSize(free + 2 * GIB), Duration.ofMillis(50), new DataSize(0));
  }

  private static void allocate(Path file) throws Exception {
    Process allocation =
        new ProcessBuilder("fallocate", "-l", "4GiB", file.toString()).inheritIO().start();
    assertThat(allocation.waitFor()).isZero();
  }

  @AfterEach
  void deleteBallast() throws Exception {
    Files.deleteIfExists(ballast);
  }

  @Test
  void tellsWhenThereIsRoomAgain() throws Exception {
    try (FreeSpace space = new FreeSpace(folder, configuration)) {
      CompletableFuture<Void> enough = space.enough();
      CompletableFuture<Void> givenUp = space.enough();
      givenUp.cancel(false);
      assertThat(enough).isNotDone();

      Files.delete(ballast);

      enough.get(10, TimeUnit.SECONDS);
      assertThat(space.isEnough()).isTrue();
      assertThat(space.enough()).isDone();
    }
  }

  @Test
  void whatIsKeptWithoutNeedGoesBeforeAnythingWaits() throws Exception {
    AtomicLong wanted = new AtomicLong();
    try (FreeSpace space =
        new FreeSpace(
            folder,
            configuration,
            bytes -> {
              wanted.set(bytes);
              return deleted(ballast);
            })) {
      assertThat(space.enough()).isDone();
      assertThat(wanted).hasPositiveValue();
    }
  }

  private static long deleted(Path file) {
    try {
      long size = Files.size(file);
      Files.delete(file);
      return size;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The device that is always full fails as a full disk does. */
  @Test
  void aFailureOfAFullDiskSaysWhatIsFreeAndWhichKeyCounts() {
    try (FreeSpace space = new FreeSpace(folder, DiskConfiguration.unwatched())) {
      IOException full =
          catchThrowableOfType(
              IOException.class, () -> Files.writeString(Path.of("/dev/full"), "pixels"));

      assertThat(space.reason(new IOException("Publishing", full)))
          .startsWith("a file could not be written: the server's disk is full. Of the server's")
          .contains(" MiB are free", "periplus.data.min-free")
          .doesNotContain("Exception");
      assertThat(
              space.reason(
                  new FileSystemException(
                      folder.toAbsolutePath().resolve("jobs/x.tif").toString(),
                      null,
                      full.getMessage())))
          .startsWith("jobs/x.tif could not be written");
      assertThat(space.reason(new IOException("no scene"))).isEqualTo("no scene");
    }
    try (FreeSpace space = new FreeSpace(folder, configuration)) {
      assertThat(space.reason(new IOException("the tool ended with the exit code 1.")))
          .startsWith("the tool ended with the exit code 1. Of the server's disk ");
    }
  }

  @Test
  void containersWaitForRoomOnTheDisk() throws Exception {
    try (FreeSpace space = new FreeSpace(folder, configuration)) {
      ContainerSlots slots =
          new ContainerSlots(new Room(1, 1, GIB), TenantContainers.unlimited(), space);
      CompletableFuture<Slot> slot =
          slots.request(new Owner("tenant", "process"), new Room(1, 1, GIB));
      assertThat(slot).isNotDone();

      Files.delete(ballast);

      slot.get(10, TimeUnit.SECONDS).close();
    }
  }

  @Test
  void jobsWaitAndSayWhyAndGoOn() throws Exception {
    try (BatchServer server = new BatchServer(BatchSite.in(folder).withDisk(configuration))) {
      UUID job =
          server.launch(
              """
              cwlVersion: v1.2
              class: ExpressionTool
              id: one
              requirements: {InlineJavascriptRequirement: {}}
              inputs: {}
              outputs: {n: int}
              expression: '${ return {"n": 1}; }'
              """,
              "{}");
      BatchServer.await(
          () -> server.job(job).message().startsWith("Waiting for disk space: "),
          () -> server.job(job).message());
      assertThat(server.job(job).status()).isEqualTo(JobStatus.RUNNING);

      Files.delete(ballast);

      server.awaitEnd(job);
      assertThat(server.job(job).status()).isEqualTo(JobStatus.SUCCESSFUL);
      assertThat(server.resultsDocument(job).map(JsonNode::toString)).contains("{\"n\":1}");
    }
  }

  /** A tool of which two leave no room for a third on {@link BatchServer}. */
  private static String large(String script) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: large
    requirements: {ResourceRequirement: {coresMin: 2}, ShellCommandRequirement: {}}
    inputs: {}
    outputs: {}
    baseCommand: [sh, -c, "%s"]
    """
        .formatted(script);
  }

  @Test
  void aStepWhoseContainerWaitsForTheDiskSaysSoAndGoesOn() throws Exception {
    Files.delete(ballast);
    try (BatchServer server = new BatchServer(BatchSite.in(folder).withDisk(configuration))) {
      UUID running = server.launch(large("exec sleep 100"), "{}");
      UUID beside = server.launch(large("exec sleep 100"), "{}");
      server.awaitRunning(running);
      server.awaitRunning(beside);
      UUID waiting = server.launch(large("exit 0"), "{}");
      BatchServer.await(() -> !server.steps(waiting).isEmpty(), () -> "the third tool to begin");
      allocate(ballast);

      server.dismiss(running);

      BatchServer.await(
          () -> server.job(waiting).message().matches("Step .+ waits. Waiting for disk space: .+"),
          () -> server.job(waiting).message());
      Files.delete(ballast);
      server.awaitEnd(waiting);
      assertThat(server.job(waiting).status()).isEqualTo(JobStatus.SUCCESSFUL);
      server.dismiss(beside);
    }
  }

  @Test
  void aJobThatWaitsCanBeDismissed() throws Exception {
    try (BatchServer server = new BatchServer(BatchSite.in(folder).withDisk(configuration))) {
      UUID job =
          server.launch(
              """
              cwlVersion: v1.2
              class: ExpressionTool
              id: two
              requirements: {InlineJavascriptRequirement: {}}
              inputs: {}
              outputs: {n: int}
              expression: '${ return {"n": 1}; }'
              """,
              "{}");
      BatchServer.await(
          () -> server.job(job).message().startsWith("Waiting for disk space: "),
          () -> server.job(job).message());

      server.dismiss(job);

      assertThat(server.job(job).status()).isEqualTo(JobStatus.DISMISSED);
    }
  }
}
