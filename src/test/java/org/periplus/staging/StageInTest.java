package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    assertThatThrownBy(
            () ->
                stageFile(
                    server.url("/moved"),
                    settings().withEgress(url -> url.getHost().equals("localhost"))))
        .isInstanceOf(StageInException.class)
        .hasMessageEndingWith(
            "this server is not allowed to reach that address (redirected to"
                + " http://169.254.169.254/latest/meta-data)");
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

    JsonNode staged = stageFile(file.toUri().toString(), settings().withLocalFiles(true));

    assertThat(staged.path("path").asText()).isEqualTo(file.toString());
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

    stageFile(server.url("/x.bin"), settings().withMaxBytes(content.length));

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(content);
    assertThat(server.ranges).containsExactly("", "");
  }

  @Test
  void givesUpWhenTheConnectionBreaksAgain() {
    server.serveBroken("/x.bin", new byte[1_000_000], 9, "\"v1\"");

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("the connection broke after ");
    assertThat(server.ranges).hasSize(2);
    assertThat(folder.resolve("scene/1")).isEmptyDirectory();
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
            () -> stageFile(server.url("/x.bin"), settings().withTimeouts(moment, moment, moment)))
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
            () -> stageFile(server.url("/x.bin"), settings().withTimeouts(moment, moment, moment)))
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
    assertThatThrownBy(() -> stageFile(refused)).hasMessageEndingWith("connection refused");
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
    StageInSettings settings = settings().withMaxBytes(1000);

    assertThatThrownBy(
            () ->
                stage(
                    object(
                        ("{'in': [{'class': 'File', 'location': '%s'},"
                                + " {'class': 'File', 'location': '%s'}]}")
                            .formatted(server.url("/a.bin"), server.url("/b.bin"))),
                    settings))
        .hasMessageContaining("b.bin cannot be fetched: it is more than the 1000 bytes");
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

  @Test
  void refusesAClientThatWouldFollowRedirectsPastTheRule() {
    HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    assertThatThrownBy(() -> new StageIn(client, settings()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StageInSettings settings() {
    return StageInSettings.defaults();
  }

  private JsonNode stageFile(String location) throws Exception {
    return stageFile(location, settings());
  }

  private JsonNode stageFile(String location, StageInSettings settings) throws Exception {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", location);
    return stage(inputs, settings).get("scene");
  }

  private ObjectNode stage(ObjectNode inputs) throws StageInException {
    return stage(inputs, settings());
  }

  private ObjectNode stage(ObjectNode inputs, StageInSettings settings) throws StageInException {
    return new StageIn(StageIn.client(settings), settings).stage(inputs, folder);
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
