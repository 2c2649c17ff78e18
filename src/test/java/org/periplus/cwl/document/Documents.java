package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Workflow;

/** Documents for tests, with others that they may refer to. */
final class Documents {

  static final String BASE = "https://example.org/apps/app.cwl";

  private final Map<String, String> others = new HashMap<>();

  static CwlDocument load(String text) {
    return new Documents().loadWith(text);
  }

  static CommandLineTool tool(String text) {
    return (CommandLineTool) load(text).main();
  }

  static Workflow workflow(String text) {
    return (Workflow) load(text).main();
  }

  static List<Problem> problems(String text) {
    return new Documents().problemsWith(text);
  }

  Documents and(String name, String text) {
    others.put("https://example.org/apps/" + name, text);
    return this;
  }

  CwlDocument loadWith(String text) {
    return new DocumentLoader(
            uri -> {
              String other = others.get(uri.toString());
              if (other == null) {
                throw new IOException("there is no such file");
              }
              return other;
            })
        .load(text, BASE);
  }

  List<Problem> problemsWith(String text) {
    InvalidDocumentException e =
        catchThrowableOfType(InvalidDocumentException.class, () -> loadWith(text));
    return e == null ? List.of() : e.problems();
  }

  /** {@code "line:column message"} of each problem. */
  static List<String> located(List<Problem> problems) {
    return problems.stream()
        .map(p -> p.location().line() + ":" + p.location().column() + " " + p.message())
        .toList();
  }
}
