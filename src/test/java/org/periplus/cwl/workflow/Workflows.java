package org.periplus.cwl.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.Workflow;

/** Workflows for tests, and the values that go into them. */
final class Workflows {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Workflows() {}

  static CwlDocument load(String text) {
    return new DocumentLoader(ReferenceResolver.none()).load(text, "test.cwl");
  }

  static Workflow workflow(String text) {
    return (Workflow) load(text).main();
  }

  static WorkflowPlan plan(String text) {
    return WorkflowPlan.of(workflow(text), Requirements.NONE);
  }

  /** A JSON object; single quotes stand for double ones. */
  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
