package org.periplus.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.request.ExecuteRequest;
import org.periplus.api.request.KeyValueRequest;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.input.ExecutionInputs;
import org.periplus.process.input.InvalidInputException;

/** An execute request in a URL; each line of the input is a parameter. */
@Tag("fuzz")
class KeyValueRequestFuzz {

  @FuzzTest
  void isAnExecuteRequest(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    ProcessDescription process = Inputs.ALL.description();
    try {
      ExecuteRequest request =
          ExecuteRequest.of(KeyValueRequest.of(query(text), process).body(), process);
      ExecutionInputs.check(Inputs.ALL.process(), request.inputs());
    } catch (RequestRefusedException e) {
      Refusal.check(e.getMessage(), text);
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> Refusal.check(problem.message(), text));
    }
  }

  private static MultivaluedMap<String, String> query(String text) {
    MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              query.add(equals < 0 ? line : line.substring(0, equals), line.substring(equals + 1));
            });
    return query;
  }
}
