package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;

/** References that may not or cannot be fetched, and what is said of them. */
class RefusedInputTest extends StageInFixture {

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
    ObjectNode staged = StageIn.ofUser(settings().build()).stage(inputs, folder.resolve("job"));

    assertThat(staged.at("/mine/path").asText()).isEqualTo(file.toString());
  }

  @Test
  void refusesALinkFromTheJobsFolderToTheServersDisk() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/etc/hostname"));

    assertThatThrownBy(() -> stageFile(folder.resolve("link").toString()))
        .hasMessageContaining("files of the server cannot be inputs");
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
    StageInConfiguration settings = settings().maxSize(1000).build();

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
}
