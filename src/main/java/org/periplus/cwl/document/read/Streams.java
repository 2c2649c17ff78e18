package org.periplus.cwl.document.read;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.model.OutputBinding;

/**
 * Rewrites the shortcuts {@code type: stdin}, {@code stdout} and {@code stderr} of one tool. File
 * names that must be made up depend on the tool and the stream alone.
 */
final class Streams {

  private final String toolId;
  private Optional<String> stdin;
  private Optional<String> stdout;
  private Optional<String> stderr;

  Streams(String toolId, Fields tool) {
    this.toolId = toolId;
    this.stdin = tool.text("stdin");
    this.stdout = tool.text("stdout");
    this.stderr = tool.text("stderr");
  }

  Optional<String> stdin() {
    return stdin;
  }

  Optional<String> stdout() {
    return stdout;
  }

  Optional<String> stderr() {
    return stderr;
  }

  static boolean isInput(Fields parameter) {
    return typeIs(parameter, "stdin");
  }

  static boolean isOutput(Fields parameter) {
    return typeIs(parameter, "stdout") || typeIs(parameter, "stderr");
  }

  private static boolean typeIs(Fields parameter, String name) {
    return parameter
        .node("type")
        .filter(n -> n instanceof Node.Scalar scalar && scalar.text().equals(name))
        .isPresent();
  }

  /** Notes that the input is what the tool reads as its standard input. */
  void readFrom(Fields parameter, String id) {
    if (stdin.isPresent()) {
      parameter
          .context()
          .invalid(
              parameter.place("type"),
              "The type stdin and the tool's field 'stdin' exclude each other; take one away.");
    }
    if (parameter.has("inputBinding")) {
      parameter
          .context()
          .invalid(
              parameter.place("inputBinding"),
              "An input of type stdin is not put on the command line; take inputBinding away.");
    }
    String reference =
        id.matches("[A-Za-z_][A-Za-z0-9_]*")
            ? "inputs." + id
            : "inputs[\"" + id.replace("\"", "\\\"") + "\"]";
    stdin = Optional.of("$(" + reference + ".path)");
  }

  /** The binding that collects the stream's file. */
  OutputBinding collect(Fields parameter) {
    if (parameter.has("outputBinding")) {
      parameter
          .context()
          .invalid(
              parameter.place("outputBinding"),
              "An output of type stdout or stderr has no outputBinding; use type: File with it.");
    }
    String file;
    if (typeIs(parameter, "stdout")) {
      stdout = stdout.or(() -> Optional.of(madeUp("stdout")));
      file = stdout.get();
    } else {
      stderr = stderr.or(() -> Optional.of(madeUp("stderr")));
      file = stderr.get();
    }
    return new OutputBinding(List.of(file), false, Optional.empty(), Optional.empty());
  }

  private String madeUp(String stream) {
    byte[] seed = (toolId + "/" + stream).getBytes(StandardCharsets.UTF_8);
    return stream + "-" + UUID.nameUUIDFromBytes(seed).toString().substring(0, 8) + ".txt";
  }
}
