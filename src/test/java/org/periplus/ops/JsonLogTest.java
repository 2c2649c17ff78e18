package org.periplus.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

class JsonLogTest {

  private static final System.Logger LOG = System.getLogger("org.periplus.ops.JsonLogTest");

  @TempDir private Path folder;

  private List<JsonNode> logged(Runnable work) throws IOException {
    Path file = folder.resolve("log/lines.json");
    try (JsonLog log = new JsonLog(new ServerLogConfiguration("json", Optional.of(file)))) {
      log.begin();
      work.run();
    }
    LOG.log(System.Logger.Level.INFO, "The log is closed");
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void aRecordIsOneObjectOnALine() throws Exception {
    List<JsonNode> lines =
        logged(() -> LOG.log(System.Logger.Level.INFO, "It says:\n\"{0}\"", "naïve"));

    assertThat(lines).hasSize(1);
    JsonNode line = lines.get(0);
    assertThat(line.get("message").asText()).isEqualTo("It says:\n\"naïve\"");
    assertThat(line.get("level").asText()).isEqualTo("INFO");
    assertThat(line.get("logger").asText()).isEqualTo("org.periplus.ops.JsonLogTest");
    assertThat(line.get("thread").asText()).isEqualTo(Thread.currentThread().getName());
    assertThat(line.get("timestamp").asText()).endsWith("Z").hasSize(24);
    assertThat(Instant.parse(line.get("timestamp").asText())).isBeforeOrEqualTo(Instant.now());
    assertThat(line.has("jobID")).isFalse();
    assertThat(line.has("stackTrace")).isFalse();
  }

  @Test
  void aRecordOfAJobNamesItItsStepAndItsTrace() throws Exception {
    UUID id = UUID.randomUUID();
    TraceContext trace = TraceContext.ofJob(id);

    List<JsonNode> lines =
        logged(
            () -> {
              JobContext job = new JobContext(id, "acme", "water-bodies", trace, "");
              try (JobContext.Binding whole = job.bind()) {
                LOG.log(System.Logger.Level.WARNING, "the job");
                try (JobContext.Binding step = job.at("node.otsu").bind()) {
                  LOG.log(System.Logger.Level.ERROR, "the step", new IOException("no disk"));
                }
              }
            });

    JsonNode whole = lines.get(0);
    assertThat(whole.get("jobID").asText()).isEqualTo(id.toString());
    assertThat(whole.get("tenant").asText()).isEqualTo("acme");
    assertThat(whole.get("processID").asText()).isEqualTo("water-bodies");
    assertThat(whole.get("traceID").asText()).isEqualTo(trace.traceId());
    assertThat(whole.get("level").asText()).isEqualTo("WARNING");
    assertThat(whole.has("step")).isFalse();
    JsonNode step = lines.get(1);
    assertThat(step.get("step").asText()).isEqualTo("node.otsu");
    assertThat(step.get("level").asText()).isEqualTo("ERROR");
    assertThat(step.get("stackTrace").asText())
        .startsWith("java.io.IOException: no disk")
        .contains("\tat org.periplus.ops.JsonLogTest");
    assertThat(lines).hasSize(2);
  }

  @Test
  void anotherFormatIsRefused() {
    assertThatThrownBy(() -> new ServerLogConfiguration("xml", Optional.empty()))
        .hasMessageContaining("'server' and 'json'");
  }
}
