package org.periplus.process.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periplus.configuration.Service;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Input;
import org.periplus.process.description.ProcessDescription.Output;

/**
 * Gives back what it is given, of every kind that a description can name: for clients that are
 * being written, and for the test suite of the standard.
 */
@Service
public class Echo implements BuiltInProcess {

  private static final String PAUSE = "pause";
  private static final long MILLIS = 1000;

  private final ProcessDescription description;

  @Inject
  public Echo(EchoConfiguration configuration) {
    description = describe(configuration.maxPause());
  }

  @Override
  public ProcessDescription description() {
    return description;
  }

  @Override
  public ObjectNode execute(ObjectNode inputs, BuiltInExecution execution)
      throws InterruptedException {
    ObjectNode outputs = inputs.deepCopy();
    JsonNode pause = outputs.remove(PAUSE);
    if (pause != null && !pause.isNull()) {
      execution.stoppedWithin(Duration.ofMillis((long) (pause.doubleValue() * MILLIS)));
    }
    return outputs;
  }

  private static ProcessDescription describe(Duration longestPause) {
    Map<String, Input> inputs = new LinkedHashMap<>();
    Map<String, Output> outputs = new LinkedHashMap<>();
    EchoSchemas.all()
        .forEach(
            (name, kind) -> {
              boolean required = inputs.isEmpty();
              inputs.put(name, input(kind.title(), required, kind.schema()));
              outputs.put(name, new Output(kind.title(), kind.title() + ".", null, kind.schema()));
            });
    ObjectNode seconds =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "number")
            .put("minimum", 0)
            .put("maximum", longestPause.toSeconds());
    inputs.put(PAUSE, input("How many seconds to wait first", false, seconds));
    return new ProcessDescription(
        "echo",
        "Echo",
        "Gives back each of its inputs as the output of the same name.",
        false,
        "1.0.0",
        List.of(),
        List.of("value", "reference"),
        List.of(ProcessDescription.SYNC, ProcessDescription.ASYNC, "dismiss"),
        inputs,
        outputs);
  }

  private static Input input(String title, boolean required, JsonNode schema) {
    return new Input(title, title + ".", required ? null : 0, null, null, schema);
  }
}
