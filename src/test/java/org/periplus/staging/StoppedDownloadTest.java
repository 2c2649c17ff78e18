package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;

/** Downloads that are stopped, and servers that stand still. */
class StoppedDownloadTest extends StageInFixture {

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
            .run(new SourceUser("t", UsableCredentials.none()), progress -> {});
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

    assertThatThrownBy(() -> stageFile(server.url("/x.bin"), settings().timeout(moment).build()))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("nothing arrived for");
    end.countDown();
  }

  @Test
  void givesUpOnAServerThatDoesNotAnswer() {
    CountDownLatch end = new CountDownLatch(1);
    server.handle("/x.bin", exchange -> await(end));
    Duration moment = Duration.ofMillis(200);

    assertThatThrownBy(() -> stageFile(server.url("/x.bin"), settings().timeout(moment).build()))
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
}
