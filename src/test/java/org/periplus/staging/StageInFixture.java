package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3Sources;

/** A server with files, a job's folder, and the stage-in of what the one has into the other. */
abstract class StageInFixture {

  @TempDir Path folder;
  FileServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  static StageInSettings settings() {
    return new StageInSettings().retries(1, Duration.ofMillis(10));
  }

  /** The tests' servers are on this machine. */
  static EgressRule here() {
    return EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8"));
  }

  final JsonNode stageFile(String location) throws Exception {
    return stageFile(location, settings().build());
  }

  final JsonNode stageFile(String location, StageInConfiguration settings) throws Exception {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", location);
    return stage(inputs, settings).get("scene");
  }

  final ObjectNode stage(ObjectNode inputs) throws StageInException {
    return stage(inputs, settings().build());
  }

  final ObjectNode stage(ObjectNode inputs, StageInConfiguration settings) throws StageInException {
    return StageIn.ofServer(settings, here(), S3Sources.none(), Optional.empty())
        .stage(inputs, folder);
  }

  static ObjectNode object(String text) throws IOException {
    return (ObjectNode) Published.json(text);
  }

  static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
