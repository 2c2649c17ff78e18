package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.periplus.api.JsonBodies;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.request.ExecuteRequest;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.process.input.ExecutionInputs;
import org.periplus.process.input.InvalidInputException;

/** The body of an execute request, from its bytes to the input object of a process. */
@Tag("fuzz")
class ExecuteRequestFuzz {

  @FuzzTest
  void isTakenAsItIsWritten(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      JsonNode body = JsonBodies.REQUESTS.readTree(bytes);
      ExecuteRequest request = ExecuteRequest.of(body, Inputs.ALL.description());
      InputObjectReader.requirements(request.inputs().path(InputObjectReader.REQUIREMENTS));
      JsonNode values = ExecutionInputs.check(Inputs.ALL.process(), request.inputs());
      assertThat(JsonBodies.REQUESTS.readTree(values.toString())).isEqualTo(values);
    } catch (JacksonException e) {
      assertThat(e.getOriginalMessage()).isNotBlank(); // A problem document has it in words
    } catch (RequestRefusedException e) {
      Refusal.check(e.getMessage(), text);
    } catch (InvalidInputException e) {
      e.problems().forEach(problem -> Refusal.check(problem.message(), text));
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> Refusal.check(problem.message(), text));
    }
  }
}
