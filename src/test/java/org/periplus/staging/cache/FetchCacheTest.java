package org.periplus.staging.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataSize;
import org.periplus.folder.FolderTree;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.security.EgressRules;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.FileServer;
import org.periplus.staging.Published;
import org.periplus.staging.StageIn;
import org.periplus.staging.StageInRun;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;

class FetchCacheTest {

  private static final EgressRule HERE =
      EgressRule.of(EgressConfiguration.defaults().allowing("127.0.0.0/8"));
  private static final EgressRule NOWHERE = EgressRule.of(EgressConfiguration.defaults());

  @TempDir Path folder;
  private FileServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger unchanged = new AtomicInteger();

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
    threads.shutdownNow();
  }

  @Test
  void asksTheServerAgainAndFetchesNothingThatIsTheSame() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", true);

    Path first = stage(stageIn, "one", "/scene.tif");
    Path second = stage(stageIn, "two", "/scene.tif");

    assertThat(first).hasContent("pixels");
    assertThat(second).hasContent("pixels").hasFileName("scene.tif");
    assertThat(sent).hasValue(1);
    assertThat(unchanged).hasValue(1);
  }

  @Test
  void fetchesWhatHasChanged() throws Exception {
    StageIn stageIn = stageIn("1 MiB", true);
    serve("/scene.tif", "old", "\"v1\"");
    Path old = stage(stageIn, "one", "/scene.tif");
    server.remove("/scene.tif");
    serve("/scene.tif", "new", "\"v2\"");

    assertThat(stage(stageIn, "two", "/scene.tif")).hasContent("new");
    assertThat(old).hasContent("old");
  }

  @Test
  void fetchesOnceForManyJobsAtTheSameTime() throws Exception {
    serve("/scene.tif", "pixels", null);
    CountDownLatch all = new CountDownLatch(1);
    StageIn stageIn = stageIn("1 MiB", true);
    server.handle(
        "/slow.tif",
        exchange -> {
          await(all);
          sent.incrementAndGet();
          FileServer.answer(exchange, 200, new byte[] {1});
        });
    List<CompletableFuture<Path>> jobs = new ArrayList<>();
    CountDownLatch begun = new CountDownLatch(100);
    for (int i = 0; i < 100; i++) {
      String job = "job" + i;
      jobs.add(
          CompletableFuture.supplyAsync(
              () -> {
                begun.countDown();
                return unchecked(() -> stage(stageIn, job, "/slow.tif"));
              },
              threads));
    }
    await(begun);
    all.countDown();

    for (CompletableFuture<Path> job : jobs) {
      assertThat(job.get(20, TimeUnit.SECONDS)).hasBinaryContent(new byte[] {1});
    }
    // Whoever came late asked again, for the server gives no mark of the version.
    assertThat(sent.get()).isLessThan(10);
  }

  @Test
  void anotherJobContinuesWhatAStoppedOneHadBegun() throws Exception {
    byte[] content = new byte[400_000];
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    server.handle(
        "/scene.tif",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          String range = exchange.getRequestHeaders().getFirst("Range");
          int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
          if (from > 0) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-399999/400000");
          }
          exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
          boolean theFirst = half.getCount() > 0;
          exchange
              .getResponseBody()
              .write(content, from, theFirst ? 200_000 : content.length - from);
          exchange.getResponseBody().flush();
          if (theFirst) {
            half.countDown();
            await(stopped);
          }
        });
    StageIn stageIn = stageIn("1 MiB", true);
    StageInRun first = stageIn.run(new SourceUser("t", UsableCredentials.none()), progress -> {});
    CompletableFuture<?> failed =
        CompletableFuture.runAsync(
            () ->
                assertThatThrownBy(() -> first.stage(inputs("/scene.tif"), folder.resolve("one")))
                    .hasMessageContaining("stopped"),
            threads);
    await(half);
    CompletableFuture<Path> second =
        CompletableFuture.supplyAsync(
            () -> unchecked(() -> stage(stageIn, "two", "/scene.tif")), threads);

    first.stop();
    stopped.countDown();

    failed.get(10, TimeUnit.SECONDS);
    assertThat(second.get(10, TimeUnit.SECONDS)).hasBinaryContent(content);
    // Continued when it had come in time to wait for the first; else it began anew.
    assertThat(server.ranges).hasSize(2);
  }

  @Test
  void survivesARestart() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    stage(stageIn("1 MiB", true), "one", "/scene.tif");
    Files.writeString(folder.resolve("cache/incoming/7"), "left by a crash");

    assertThat(stage(stageIn("1 MiB", true), "two", "/scene.tif")).hasContent("pixels");

    assertThat(sent).hasValue(1);
    assertThat(folder.resolve("cache/incoming")).isEmptyDirectory();
  }

  @Test
  void evictsWhatWasUsedLongestAgoAndNothingOfAJob() throws Exception {
    for (String name : List.of("a", "b", "c")) {
      serve("/" + name, name.repeat(400), "\"" + name + "\"");
    }
    StageIn stageIn = stageIn("1000 B", true);
    Path a = stage(stageIn, "one", "/a");
    stage(stageIn, "two", "/b");
    stage(stageIn, "three", "/a"); // used again: b is older now
    stage(stageIn, "four", "/c");

    assertThat(cached()).isEqualTo(2);
    assertThat(a).hasContent("a".repeat(400));
    stage(stageIn, "five", "/a");
    assertThat(sent).hasValue(3);
    stage(stageIn, "six", "/b");
    assertThat(sent).hasValue(4);
  }

  @Test
  void givesUpWhatNoJobUsesWhenTheDiskIsNearlyFull() throws Exception {
    StageIn stageIn = stageIn("1 MiB", true);
    for (String name : List.of("old", "used", "new")) {
      serve("/" + name, "pixels of " + name, "\"v\"");
      stage(stageIn, name, "/" + name);
    }
    FolderTree.delete(folder.resolve("old"));
    FolderTree.delete(folder.resolve("new"));

    assertThat(stageIn.giveUp(1)).isEqualTo("pixels of old".length());
    assertThat(stageIn.giveUp(1000)).isEqualTo("pixels of new".length());
    assertThat(stageIn.giveUp(1000)).isZero();

    assertThat(cached()).isEqualTo(1);
    stage(stageIn, "again", "/used");
    assertThat(sent).hasValue(3);
    stage(stageIn, "again", "/old");
    assertThat(sent).hasValue(4);
  }

  @Test
  void keepsNothingThatIsTooLargeOrThatTheServerWantsForOneUserAlone() throws Exception {
    serve("/large", "x".repeat(2000), "\"v\"");
    server.handle(
        "/private",
        exchange -> {
          exchange.getResponseHeaders().set("Cache-Control", "private, max-age=60");
          FileServer.answer(exchange, 200, new byte[] {1});
        });
    StageIn stageIn = stageIn("1000 B", true);

    assertThat(stage(stageIn, "one", "/large")).hasContent("x".repeat(2000));
    assertThat(stage(stageIn, "two", "/private")).exists();

    assertThat(cached()).isZero();
    assertThat(folder.resolve("cache/incoming")).isEmptyDirectory();
  }

  @Test
  void knowsAFileByALinkThatWasSignedAnew() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", true);
    stage(stageIn, "one", "/scene.tif?X-Amz-Date=1&X-Amz-Signature=a");

    Path again = stage(stageIn, "two", "/scene.tif?X-Amz-Date=2&X-Amz-Signature=b");

    assertThat(again).hasContent("pixels");
    assertThat(sent).hasValue(1);
    assertThat(unchanged).hasValue(1);
  }

  @Test
  void givesNothingToThoseWhomTheServerRefuses() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    server.handle(
        "/signed",
        exchange ->
            FileServer.answer(exchange, asked.incrementAndGet() == 1 ? 200 : 403, new byte[] {1}));
    StageIn stageIn = stageIn("1 MiB", true);
    stage(stageIn, "one", "/signed?X-Amz-Signature=secret");

    assertThatThrownBy(() -> stage(stageIn, "two", "/signed?X-Amz-Signature=secret"))
        .hasMessageContaining("the server answered 403")
        .hasMessageNotContaining("secret");
    assertThat(Files.readString(indexed())).doesNotContain("secret");
    assertThatThrownBy(() -> stage(stageIn, "three", "/signed?X-Amz-Signature=forged"))
        .hasMessageContaining("the server answered 403");
  }

  @Test
  void keepsEqualBytesOnceAndOtherBytesOfTheSameFingerprintApart() throws Exception {
    serve("/one.tif", "tipsfxgfidms", "\"1\"");
    serve("/copy.tif", "tipsfxgfidms", "\"2\"");
    serve("/other.tif", "ovzzzvuffoir", "\"3\"");
    StageIn stageIn = stageIn("1 MiB", true);
    for (String name : List.of("one", "copy", "other")) {
      stage(stageIn, name, "/" + name + ".tif");
    }

    assertThat(cached()).isEqualTo(2);
    StageIn restarted = stageIn("1 MiB", true);
    assertThat(stage(restarted, "four", "/copy.tif")).hasContent("tipsfxgfidms");
    assertThat(stage(restarted, "five", "/other.tif")).hasContent("ovzzzvuffoir");
    assertThat(sent).hasValue(3);
  }

  @Test
  void givesUpTheBytesOfAnEarlierVersion() throws Exception {
    StageIn stageIn = stageIn("1 MiB", true);
    serve("/scene.tif", "old", "\"v1\"");
    stage(stageIn, "one", "/scene.tif");
    server.remove("/scene.tif");
    serve("/scene.tif", "new", "\"v2\"");
    stage(stageIn, "two", "/scene.tif");

    assertThat(cached()).isEqualTo(1);
  }

  @Test
  void noticesBytesThatWereChangedOnTheDisk() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", true);
    Path job = stage(stageIn, "one", "/scene.tif");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(job)))
        .isEqualTo("r--r--r--");
    job.toFile().setWritable(true);
    Files.writeString(job, "damage");
    Files.setLastModifiedTime(job, FileTime.fromMillis(1));

    assertThat(stage(stageIn, "two", "/scene.tif")).hasContent("pixels");
  }

  @Test
  void givesCopiesWhereToolsCouldWriteToThem() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", false);
    stage(stageIn, "one", "/scene.tif");
    Path job = stage(stageIn, "two", "/scene.tif");
    job.toFile().setWritable(true);
    Files.writeString(job, "damage");

    assertThat(stage(stageIn, "three", "/scene.tif")).hasContent("pixels");
    assertThat(sent).hasValue(1);
  }

  @Test
  void checksWhatIsHereAgainstWhatTheInputSays() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", true);
    stage(stageIn, "one", "/scene.tif");
    ObjectNode inputs = inputs("/scene.tif");
    ((ObjectNode) inputs.get("scene"))
        .put("checksum", "sha1$da39a3ee5e6b4b0d3255bfef95601890afd80709");

    assertThatThrownBy(() -> stageIn.stage(inputs, folder.resolve("two")))
        .hasMessageContaining("its bytes are damaged");
  }

  /** Else who must not reach a server would get its files by another tenant's having asked. */
  @Test
  void givesATenantNothingOfWhatAnotherReachedByARuleOfItsOwn() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    StageIn stageIn = stageIn("1 MiB", true, tenant -> tenant.equals("near") ? HERE : NOWHERE);

    stageIn.stage("near", inputs("/scene.tif"), folder.resolve("near"));
    stageIn.stage("near", inputs("/scene.tif"), folder.resolve("again"));

    assertThat(sent).hasValue(1);
    assertThatThrownBy(() -> stageIn.stage("far", inputs("/scene.tif"), folder.resolve("far")))
        .hasMessageContaining("periplus.egress");
    assertThat(sent).hasValue(1);
    assertThat(unchanged).hasValue(1);
  }

  @Test
  void sharesNothingBetweenTenantsWhoseRulesDiffer() throws Exception {
    serve("/scene.tif", "pixels", "\"v1\"");
    EgressRule own = EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.1"));
    StageIn stageIn = stageIn("1 MiB", true, tenant -> tenant.equals("near") ? own : HERE);

    stageIn.stage("near", inputs("/scene.tif"), folder.resolve("near"));
    stageIn.stage("far", inputs("/scene.tif"), folder.resolve("far"));
    stageIn.stage("other", inputs("/scene.tif"), folder.resolve("other"));

    assertThat(sent).hasValue(2);
    assertThat(unchanged).hasValue(1);
  }

  private StageIn stageIn(String size, boolean link) throws IOException {
    return stageIn(size, link, HERE);
  }

  private StageIn stageIn(String size, boolean link, EgressRules rules) throws IOException {
    return StageIn.ofServer(
        new StageInSettings().retries(0, Duration.ZERO).build(),
        rules,
        S3Sources.none(),
        FetchCache.in(folder.resolve("cache"), new CacheConfiguration(DataSize.of(size)), link));
  }

  private void serve(String path, String content, String validator) {
    server.handle(
        path,
        exchange -> {
          if (validator != null) {
            exchange.getResponseHeaders().set("ETag", validator);
          }
          if (validator != null
              && validator.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            unchanged.incrementAndGet();
            exchange.sendResponseHeaders(304, -1);
            return;
          }
          sent.incrementAndGet();
          FileServer.answer(exchange, 200, content.getBytes(UTF_8));
        });
  }

  private ObjectNode inputs(String path) {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", server.url(path));
    return inputs;
  }

  private Path stage(StageIn stageIn, String job, String path) throws StageInException {
    ObjectNode staged = stageIn.stage(inputs(path), folder.resolve(job));
    return Path.of(staged.at("/scene/path").asText());
  }

  private long cached() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache/bytes"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private Path indexed() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache/index"))) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private interface Staging {
    Path stage() throws StageInException;
  }

  private static Path unchecked(Staging staging) {
    try {
      return staging.stage();
    } catch (StageInException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
