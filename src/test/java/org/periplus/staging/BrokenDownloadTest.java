package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.staging.fetch.StageInException;

/** Downloads that break, and bytes that are damaged on their way. */
class BrokenDownloadTest extends StageInFixture {

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

    stageFile(server.url("/x.bin"), settings().maxSize(content.length).build());

    assertThat(folder.resolve("scene/1/x.bin")).hasBinaryContent(content);
    assertThat(server.ranges).containsExactly("", "");
  }

  @Test
  void givesUpWhenTheConnectionBreaksAgain() {
    server.serveBroken("/x.bin", new byte[1000], 9, "\"v1\"");

    assertThatThrownBy(() -> stageFile(server.url("/x.bin")))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("the connection broke after ")
        .matches(failure -> ((StageInException) failure).sourceAway(), "it is the server's fault");
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

    stageFile(server.url("/x.bin"), settings().retries(2, Duration.ofMillis(1)).build());

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
}
