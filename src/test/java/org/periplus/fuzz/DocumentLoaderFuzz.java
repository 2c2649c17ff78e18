package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.periplus.api.JsonBodies;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.Process;
import org.periplus.process.description.ProcessConfiguration;
import org.periplus.process.description.ProcessDescriber;
import org.periplus.process.description.ProcessDescription;

/** CWL documents: what was loaded can be described. */
@Tag("fuzz")
class DocumentLoaderFuzz {

  private final DocumentLoader loader = new DocumentLoader(ReferenceResolver.none());

  @FuzzTest
  void canBeDescribed(byte[] bytes) throws JsonProcessingException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      CwlDocument document = loader.load(text, "https://example.org/a.cwl");
      for (Process process : document.processes().values()) {
        ProcessDescription description =
            ProcessDescriber.describe("a", process, ProcessConfiguration.defaults());
        String json = JsonBodies.MAPPER.writeValueAsString(description);
        assertThat(JsonBodies.MAPPER.readTree(json).path("id").asText()).isEqualTo("a");
      }
    } catch (InvalidDocumentException e) {
      assertThat(e.problems()).isNotEmpty();
      e.problems().forEach(problem -> Refusal.check(problem.message(), text));
    }
  }
}
