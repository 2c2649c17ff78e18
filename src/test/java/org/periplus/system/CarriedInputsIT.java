package org.periplus.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.folder.FolderLimits;
import org.periplus.transfer.Direction;
import org.periplus.transfer.Piece;
import org.periplus.transfer.Transfer;
import org.periplus.transfer.TransferLimits;
import org.periplus.transfer.Transfers;

/** What the pod of a tool fetches, asked for without one: a transfer is all that it takes. */
@ArquillianTest
@Tag("server")
class CarriedInputsIT {

  private static final String NAME = "p-carried";
  private static final int LARGE = 100_000;

  @TempDir private Path folder;

  private final Server server = new Server("");
  private final HttpClient http = HttpClient.newHttpClient();
  private Transfers transfers;
  private Transfer transfer;
  private Path file;
  private byte[] content;

  @BeforeEach
  void begin() throws IOException {
    content = new byte[LARGE];
    new Random(1).nextBytes(content);
    file = Files.write(folder.resolve("large"), content);
    Files.writeString(folder.resolve("small"), "small");
    transfers = new Transfers(Path.of(System.getProperty("system.test.data")));
    transfer =
        transfers.begin(
            NAME,
            List.of(new Piece("0", folder, false)),
            Instant.now().plus(Duration.ofMinutes(5)),
            new TransferLimits(0, FolderLimits.DEFAULT));
  }

  @AfterEach
  void end() {
    transfers.end(NAME);
  }

  private HttpResponse<byte[]> get(String path, Direction direction, String... headers)
      throws Exception {
    String query = transfer.query(direction);
    String at = "transfers/" + NAME + "/" + path + (path.contains("?") ? "&" : "?") + query;
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri(at));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  private int list(String from) throws Exception {
    return get("inputs?singly=" + from, Direction.INPUTS).statusCode();
  }

  @Test
  void aLargeFileIsListedAndFetchedByItself() throws Exception {
    HttpResponse<byte[]> archive = get("inputs?singly=" + LARGE, Direction.INPUTS);
    HttpResponse<byte[]> whole = get("inputs/0", Direction.INPUTS);

    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(archive.body()), "UTF-8")) {
      assertThat(tar.getNextEntry().getName()).isEqualTo("singly");
      assertThat(new String(tar.readAllBytes(), UTF_8)).startsWith("0\0" + LARGE + "\0");
    }
    assertThat(archive.body()).hasSizeLessThan(LARGE);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(content);
    assertThat(get("inputs", Direction.INPUTS).body()).hasSizeGreaterThan(LARGE);
  }

  @Test
  void itGoesOnWhereItWasBrokenOff() throws Exception {
    assertThat(list("1")).isEqualTo(200);

    HttpResponse<byte[]> rest = get("inputs/0", Direction.INPUTS, "Range", "bytes=70000-");

    assertThat(rest.statusCode()).isEqualTo(206);
    assertThat(rest.headers().firstValue("Content-Range")).contains("bytes 70000-99999/100000");
    assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(content, 70_000, LARGE));
    assertThat(get("inputs/0", Direction.INPUTS, "Range", "bytes=100000-").statusCode())
        .isEqualTo(416);
  }

  @Test
  void whatIsNoNumberOfTheListLeadsToNothing() throws Exception {
    assertThat(get("inputs/0", Direction.INPUTS).statusCode()).isEqualTo(404);
    assertThat(list(Integer.toString(LARGE))).isEqualTo(200);

    for (String number : List.of("1", "-1", "x", "4294967296", "99999999999999999999", "%2e%2e")) {
      assertThat(get("inputs/" + number, Direction.INPUTS).statusCode())
          .as(number)
          .isIn(400, 403, 404);
    }
  }

  @Test
  void aLinkForOutputsOrAForgedOneLeadsToNothing() throws Exception {
    assertThat(list("1")).isEqualTo(200);

    assertThat(get("inputs/0", Direction.OUTPUTS).statusCode()).isEqualTo(404);
    String forged = transfer.query(Direction.INPUTS).replaceFirst("signature=...", "signature=AAA");
    assertThat(server.get("transfers/" + NAME + "/inputs/0?" + forged).statusCode()).isEqualTo(404);
    assertThat(server.get("transfers/" + NAME + "/inputs/0").statusCode()).isEqualTo(404);
    transfers.end(NAME);
    assertThat(get("inputs/0", Direction.INPUTS).statusCode()).isEqualTo(404);
  }

  @Test
  void whatChangedSinceItWasListedIsGone() throws Exception {
    assertThat(list("1")).isEqualTo(200);
    int number = 0; // large comes before small.

    Files.write(file, new byte[LARGE - 1]);
    HttpResponse<byte[]> changed = get("inputs/" + number, Direction.INPUTS);
    Files.delete(file);

    assertThat(changed.statusCode()).isEqualTo(410);
    assertThat(new String(changed.body(), UTF_8)).doesNotContain(folder.toString());
    assertThat(get("inputs/" + number, Direction.INPUTS).statusCode()).isEqualTo(410);
  }

  @Test
  void aSizeHasToBeANumberOfBytes() throws Exception {
    for (String from : List.of("-1", "x", "", "99999999999999999999")) {
      assertThat(list(from)).as(from).isEqualTo(400);
    }
    assertThat(list("0")).isEqualTo(200);
  }
}
