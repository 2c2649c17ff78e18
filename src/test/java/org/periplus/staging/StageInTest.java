package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.configuration.DataSize;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.s3.S3Sources;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

class StageInTest {

  @TempDir Path folder;
  private FileServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void downloadsAFileBelowItsInput() throws Exception {
    server.serve("/scenes/B04.tif", "pixels");

    JsonNode file = stageFile(server.url("/scenes/B04.tif"));

    assertThat(file)
        .isEqualTo(
            Published.json(
                "{'class': 'File', 'path': '%s', 'basename': 'B04.tif'}"
                    .formatted(folder.resolve("scene/1/B04.tif"))));
    assertThat(folder.resolve("scene/1/B04.tif")).hasContent("pixels");
    assertThat(folder.resolve("scene/1")).isDirectoryNotContaining("glob:**/.part");
  }

  @Test
  void asksAsPartOfTheJobsTrace() throws Exception {
    server.serve("/scenes/B04.tif", "pixels");
    TraceContext trace =
        TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "congo=t61rc")
            .orElseThrow();
    JobContext job = new JobContext(UUID.randomUUID(), "acme", "p", trace, "stage-in");

    try (JobContext.Binding bound = job.bind()) {
      stageFile(server.url("/scenes/B04.tif"));
    }

    assertThat(server.traces)
        .singleElement(STRING)
        .matches(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01 congo=t61rc");
  }

  @Test
  void leavesEverythingElse() throws Exception {
    ObjectNode inputs =
        object(
            "{'s': 'http://host/not/a/file', 'n': 1, 'none': null, 'list': ['http://host/x'],"
                + " 'record': {'location': 'http://host/y'},"
                + " 'literal': {'class': 'File', 'basename': 'a', 'contents': 'text'}}");

    assertThat(stage(inputs)).isEqualTo(inputs);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void numbersTheFilesOfAnInput() throws Exception {
    server.serve("/a/x.tif", "1");
    server.serve("/b/x.tif", "2");

    ObjectNode staged =
        stage(
            object(
                "{'in': [{'class': 'File', 'location': '%s'}, {'class': 'File', 'path': '%s'}]}"
                    .formatted(server.url("/a/x.tif"), server.url("/b/x.tif"))));

    assertThat(Path.of(staged.at("/in/0/path").asText())).hasContent("1");
    assertThat(Path.of(staged.at("/in/1/path").asText()))
        .isEqualTo(folder.resolve("in/2/x.tif"))
        .hasContent("2");
  }

  @Test
  void bringsSecondaryFilesToTheirFile() throws Exception {
    server.serve("/x.tif", "1");
    server.serve("/x.tif.ovr", "2");

    ObjectNode staged =
        stage(
            object(
                ("{'in': {'class': 'File', 'location': '%s', 'secondaryFiles':"
                        + " [{'class': 'File', 'location': '%s'}]}}")
                    .formatted(server.url("/x.tif"), server.url("/x.tif.ovr"))));

    assertThat(staged.at("/in/secondaryFiles/0/path").asText())
        .isEqualTo(folder.resolve("in/1/x.tif.ovr").toString());
  }

  @Test
  void fetchesTheFilesOfADirectoryLiteral() throws Exception {
    server.serve("/x.tif", "1");

    ObjectNode staged =
        stage(
            object(
                ("{'in': {'class': 'Directory', 'basename': 'd', 'listing':"
                        + " [{'class': 'File', 'location': '%s'}]}}")
                    .formatted(server.url("/x.tif"))));

    assertThat(Path.of(staged.at("/in/listing/0/path").asText())).hasContent("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dl?id=7         | attachment; filename=\"a b.tif\"          | a b.tif",
        "/dl              | attachment; filename*=UTF-8''na%C3%AFve.tif | naïve.tif",
        "/dl              | inline; filename=plain.tif                | plain.tif",
        "/dl              | attachment; filename=\"../../etc/passwd\" | passwd",
        "/dl/a%20b.tif    | ''                                        | a b.tif",
        "/dl/             | ''                                        | dl",
        "/dl              | attachment; filename=\"..\"               | unnamed",
      })
  void namesTheFileAsTheServerDoes(String path, String disposition, String name) throws Exception {
    server.handle(
        "/dl",
        exchange -> {
          if (!disposition.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Disposition", disposition);
          }
          FileServer.answer(exchange, 200, new byte[] {1});
        });

    assertThat(stageFile(server.url(path)).path("basename").asText()).isEqualTo(name);
  }

  @Test
  void givesAFileTheNameThatItsUserWants() throws Exception {
    server.serve("/dl", "1");

    ObjectNode staged =
        stage(
            object(
                "{'in': {'class': 'File', 'basename': 'wanted.tif', 'location': '%s'}}"
                    .formatted(server.url("/dl"))));

    assertThat(Path.of(staged.at("/in/path").asText()))
        .isEqualTo(folder.resolve("in/1/wanted.tif"))
        .exists();
  }

  @Test
  void decodesDataUrls() throws Exception {
    ObjectNode staged =
        stage(
            object(
                "{'a': {'class': 'File', 'location': 'data:,a%20b+c'},"
                    + " 'b': {'class': 'File', 'location': 'data:image/png;base64,AQID'}}"));

    assertThat(folder.resolve("a/1/data.txt")).hasContent("a b+c");
    assertThat(staged.at("/b/basename").asText()).isEqualTo("data.png");
    assertThat(folder.resolve("b/1/data.png")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void followsRedirects() throws Exception {
    server.serve("/real/x.tif", "pixels");
    server.redirect("/moved", "/real/x.tif");

    JsonNode file = stageFile(server.url("/moved"));

    assertThat(Path.of(file.path("path").asText())).hasContent("pixels");
  }

  @Test
  void refusesARedirectToAForbiddenAddress() {
    server.redirect("/moved", "http://169.254.169.254/latest/meta-data");

    assertThatThrownBy(() -> stageFile(server.url("/moved")))
        .isInstanceOf(StageInException.class)
        .hasMessageEndingWith(
            "this server is not allowed to reach that address (redirected to"
                + " http://169.254.169.254/latest/meta-data): it is an address of the local link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "/etc/passwd", "etc/passwd", "../x", "FILE:/x"})
  void refusesFilesOfTheServer(String location) {
    assertThatThrownBy(() -> stageFile(location)).isInstanceOf(StageInException.class);
    assertThatThrownBy(
            () -> stage(object("{'d': {'class': 'Directory', 'path': '" + location + "'}}")))
        .isInstanceOf(StageInException.class);
  }

  @Test
  void readsFilesOfTheServerWhereTheSettingsAllowIt() throws Exception {
    Path file = Files.writeString(folder.resolve("mine.txt"), "mine");

    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("mine").put("class", "File").put("location", file.toUri().toString());
    ObjectNode staged = StageIn.ofUser(settings()).stage(inputs, folder.resolve("job"));

    assertThat(staged.at("/mine/path").asText()).isEqualTo(file.toString());
  }

  @Test
  void acceptsWhatIsStagedAlready() throws Exception {
    server.serve("/x.tif", "1");
    JsonNode first = stageFile(server.url("/x.tif"));

    ObjectNode again = Published.JSON.createObjectNode();
    again.set("scene", first);

    assertThat(stage(again)).isEqualTo(again);
  }

  @Test
  void refusesALinkFromTheJobsFolderToTheServersDisk() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));

    assertThatThrownBy(() -> stageFile(folder.resolve("link").toString()))
        .hasMessageContaining("files of the server cannot be inputs");
  }

  @Test
  void continuesABrokenDownload() throws Exception {
    byte[] content = new byte[3_000_000];
    new Random(1).nextBytes(content);
    server.serveBroken("/x.bin", content, 1, "\"v1\"");

    stageFile(server.url("/x.bin"));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(content);
    assertThat(server.ranges).hasSize(2);
    assertThat(server.ranges.get(1)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void beginsAnewWhenNothingTellsThatTheFileIsTheSame() throws Exception {
    byte[] content = new byte[1_000_000];
    new Random(2).nextBytes(content);
    server.serveBroken("/x.bin", content, 1, null);

    stageFile(server.url("/x.bin"), settings().withMaxSize(new DataSize(content.length)));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(content);
    assertThat(server.ranges).containsExactly("", "");
  }

  @Test
  void givesUpWhenTheConnectionBreaksAgain() {
    server.serveBroken("/x.bin", new byte[1000], 9, "\"v1\"");

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("the connection broke after ");
    assertThat(server.ranges).hasSize(2);
    assertThat(folder.resolve("scene/1")).isEmptyDirectory();
  }

  @Test
  void endsWithTheRightBytesThoughTheConnectionIsKilledTenTimes() throws Exception {
    byte[] content = new byte[5_000_000];
    new Random(3).nextBytes(content);
    server.serveKilled("/x.bin", content, 10, "\"v1\"");

    stageFile(server.url("/x.bin"));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(content);
    assertThat(server.ranges).hasSize(11);
    assertThat(server.ranges.get(10)).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void triesAgainWhenAServerIsBusy() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    server.handle(
        "/x.bin",
        exchange -> {
          boolean busy = asked.incrementAndGet() < 3;
          FileServer.answer(exchange, busy ? 503 : 200, new byte[] {1});
        });

    stageFile(server.url("/x.bin"), settings().withRetries(2, Duration.ofMillis(1)));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void refusesAServerThatPromisesMoreThanItHas() {
    server.handle(
        "/x.bin",
        exchange -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          exchange.sendResponseHeaders(
              exchange.getRequestHeaders().containsKey("Range") ? 416 : 200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
        });

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("the server has less than it had announced");
    assertThat(folder.resolve("scene/1")).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-MD5   | X8x+wLmtRVJ8BVxBBPRpZQ==",
        "Digest        | md5=X8x+wLmtRVJ8BVxBBPRpZQ==",
        "Repr-Digest   | sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:",
        "x-goog-hash   | crc32c=AAAAAA==,md5=X8x+wLmtRVJ8BVxBBPRpZQ==",
        "x-amz-checksum-sha256 | 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      })
  void refusesBytesThatAreNotThoseThatTheServerVouchesFor(String header, String value) {
    server.handle(
        "/x.bin",
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          FileServer.answer(exchange, 200, new byte[] {1});
        });

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .hasMessageContaining("its bytes are damaged: by the header " + header);
    assertThat(folder.resolve("scene/1")).isEmptyDirectory();
  }

  @Test
  void takesBytesThatAreThoseThatTheServerVouchesFor() throws Exception {
    server.handle(
        "/x.bin",
        exchange -> {
          exchange.getResponseHeaders().set("x-amz-request-id", "1");
          exchange.getResponseHeaders().set("ETag", "\"55a54008ad1ba589aa210d2629c1df41\"");
          exchange
              .getResponseHeaders()
              .set("Repr-Digest", "sha-256=:S/USLzRFVMU73i67jNK349FgCtYxw4Wl18ziPHeFRZo=:");
          FileServer.answer(exchange, 200, new byte[] {1});
        });

    stageFile(server.url("/x.bin"));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(new byte[] {1});
  }

  @Test
  void refusesAnInputWhoseOwnChecksumIsAnother() {
    server.serve("/x.bin", "pixels");

    assertThatThrownBy(
            () ->
                stage(
                    object(
                        ("{'in': {'class': 'File', 'location': '%s', 'checksum':"
                                + " 'sha1$da39a3ee5e6b4b0d3255bfef95601890afd80709'}}")
                            .formatted(server.url("/x.bin")))))
        .hasMessageContaining("by the checksum of the input its SHA-1 is da39");
  }

  @Test
  void endsInTheMiddleOfADownloadWhenItIsStopped() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.handle(
        "/x.bin",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000_000);
          exchange.getResponseBody().write(new byte[500_000]);
          exchange.getResponseBody().flush();
          begun.countDown();
          await(end);
        });
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", server.url("/x.bin"));
    StageInRun run =
        StageIn.ofServer(
                StageInConfiguration.defaults(), here(), S3Sources.none(), Optional.empty())
            .run("t", progress -> {});
    CompletableFuture<Throwable> failure =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return new AssertionError("staged " + run.stage(inputs, folder));
              } catch (StageInException e) {
                return e;
              }
            });
    await(begun);

    run.stop();

    assertThat(failure.get(5, TimeUnit.SECONDS)).hasMessageContaining("the download was stopped");
    end.countDown();
  }

  @Test
  void tellsHowManyBytesHaveCome() throws Exception {
    server.serve("/a.bin", new byte[1_500_000]);
    List<String> told = new CopyOnWriteArrayList<>();
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", server.url("/a.bin"));

    StageIn.ofServer(settings(), here(), S3Sources.none(), Optional.empty())
        .run("t", progress -> told.add(progress.describe()))
        .stage(inputs, folder);

    assertThat(told).first().asString().matches("Fetching \\d\\.\\d of 1\\.5 MB");
  }

  @Test
  void fetchesSeveralFilesAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    for (String path : List.of("/a", "/b")) {
      server.handle(
          path,
          exchange -> {
            both.countDown();
            await(both); // one after the other they would wait in vain
            FileServer.answer(exchange, 200, new byte[] {1});
          });
    }

    stage(
        object(
            "{'in': [{'class': 'File', 'location': '%s'}, {'class': 'File', 'location': '%s'}]}"
                .formatted(server.url("/a"), server.url("/b"))));

    assertThat(folder.resolve("in/2/b")).exists();
  }

  @Test
  void givesUpOnAServerThatStandsStill() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    server.handle(
        "/x.bin",
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          await(end);
        });
    Duration moment = Duration.ofMillis(200);

    assertThatThrownBy(
            () -> stageFile(server.url("/x.bin"), settings().withTimeouts(moment, moment)))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("nothing arrived for");
    end.countDown();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    CountDownLatch end = new CountDownLatch(1);
    server.handle("/x.bin", exchange -> await(end));
    Duration moment = Duration.ofMillis(200);

    assertThatThrownBy(
            () -> stageFile(server.url("/x.bin"), settings().withTimeouts(moment, moment)))
        .hasMessageContaining("no answer within");
    end.countDown();
  }

  @Test
  void endsWhenItsThreadIsInterrupted() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.handle(
        "/x.bin",
        exchange -> {
          asked.countDown();
          await(end);
        });
    Throwable[] thrown = new Throwable[1];
    Thread thread =
        new Thread(
            () -> {
              try {
                stageFile(server.url("/x.bin"));
              } catch (Exception e) {
                thrown[0] = e;
              }
            });
    thread.start();
    asked.await();

    thread.interrupt();
    thread.join(5000);

    assertThat(thrown[0])
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("the download was interrupted");
    end.countDown();
  }

  @Test
  void tellsWhyAFileCannotBeHad() throws Exception {
    server.handle("/gone", exchange -> FileServer.answer(exchange, 404, new byte[] {1}));
    String refused;
    try (ServerSocket free = new ServerSocket(0)) {
      refused = "http://localhost:" + free.getLocalPort() + "/x";
    }

    assertThatThrownBy(() -> stageFile(server.url("/gone?token=secret")))
        .hasMessage(
            "Input 'scene': "
                + server.url("/gone?…")
                + " cannot be fetched: the server answered 404 (not found)");
    assertThatThrownBy(() -> stageFile(refused))
        .hasMessageEndingWith("connection refused (after 2 attempts)");
    assertThatThrownBy(() -> stageFile("http://no-such-host.invalid/x"))
        .hasMessageEndingWith("the host name is unknown");
    assertThatThrownBy(() -> stageFile("http://user:secret@localhost/x"))
        .hasMessageContaining("password is not accepted")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> stageFile("gopher://host/x"))
        .hasMessageEndingWith("references of the kind 'gopher:' are not supported");
    assertThatThrownBy(() -> stage(object("{'f': {'class': 'File'}}")))
        .hasMessageContaining("neither a location nor contents");
  }

  @Test
  void refusesMoreThanAJobMayFetch() {
    server.serve("/a.bin", new byte[600]);
    server.serve("/b.bin", new byte[600]);
    server.handle(
        "/chunked",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[5000]);
        });
    StageInConfiguration settings = settings().withMaxSize(new DataSize(1000));

    assertThatThrownBy(
            () ->
                stage(
                    object(
                        ("{'in': [{'class': 'File', 'location': '%s'},"
                                + " {'class': 'File', 'location': '%s'}]}")
                            .formatted(server.url("/a.bin"), server.url("/b.bin"))),
                    settings))
        .hasMessageContaining(".bin cannot be fetched: it is more than the 1000 bytes");
    assertThatThrownBy(() -> stageFile(server.url("/chunked"), settings))
        .hasMessageContaining("it is more than the 1000 bytes that a job may fetch");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void saysThatTheDiskIsFull() throws Exception {
    server.serve("/x.bin", new byte[100_000]);
    Files.createDirectories(folder.resolve("scene/1"));
    Files.createSymbolicLink(folder.resolve("scene/1/.part"), Path.of("/dev/full"));

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .isInstanceOf(StageInException.class)
        .hasMessageEndingWith("the server's disk is full");
  }

  private static StageInConfiguration settings() {
    return StageInConfiguration.defaults().withRetries(1, Duration.ofMillis(10));
  }

  /** The tests' servers are on this machine. */
  private static EgressRule here() {
    return EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8"));
  }

  private JsonNode stageFile(String location) throws Exception {
    return stageFile(location, settings());
  }

  private JsonNode stageFile(String location, StageInConfiguration settings) throws Exception {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", location);
    return stage(inputs, settings).get("scene");
  }

  private ObjectNode stage(ObjectNode inputs) throws StageInException {
    return stage(inputs, settings());
  }

  private ObjectNode stage(ObjectNode inputs, StageInConfiguration settings)
      throws StageInException {
    return StageIn.ofServer(settings, here(), S3Sources.none(), Optional.empty())
        .stage(inputs, folder);
  }

  private static ObjectNode object(String text) throws IOException {
    return (ObjectNode) Published.json(text);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
