package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Application packages, each with an attack in it. */
final class Packages {

  /** One that needs no registry; it has a shell. */
  static final String IMAGE = "debian:bookworm-slim";

  private static final AtomicInteger COUNT = new AtomicInteger();

  private Packages() {}

  /** A process id that no other attack has. */
  static String id(String kind, String name) {
    String words =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return kind
        + "-"
        + COUNT.incrementAndGet()
        + "-"
        + words.substring(0, Math.min(words.length(), 30));
  }

  /** A tool without a container, whose work is the body of a function. */
  static String expression(String id, String body) {
    return """
    cwlVersion: v1.2
    class: ExpressionTool
    id: %s
    requirements: {InlineJavascriptRequirement: {}}
    inputs: {}
    outputs: {out: Any}
    expression: %s
    """
        .formatted(id, quoted("${ " + body + " }"));
  }

  /** A tool that runs a script in a container; coded, since CWL has a meaning for some of it. */
  static String script(String id, String requirements, String outputs, String script) {
    String coded = Base64.getEncoder().encodeToString(script.getBytes(UTF_8));
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: %s
    requirements: {DockerRequirement: {dockerPull: "%s"}%s}
    baseCommand: [bash, -c]
    arguments: [%s]
    inputs: {}
    outputs: %s
    """
        .formatted(
            id,
            IMAGE,
            requirements,
            quoted("echo " + coded + " | base64 -d > /tmp/script; bash /tmp/script"),
            outputs);
  }

  /** A tool that does nothing, with a requirement in flow style. */
  static String requiring(String id, String requirement) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: %s
    requirements: {%s}
    baseCommand: ["true"]
    inputs: {}
    outputs: {}
    """
        .formatted(id, requirement);
  }

  /** A tool whose result is the file that is its input. */
  static String reading(String id) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: %s
    requirements: {DockerRequirement: {dockerPull: "%s"}}
    baseCommand: cat
    inputs: {file: {type: File, inputBinding: {}}}
    outputs: {out: stdout}
    stdout: out.txt
    """
        .formatted(id, IMAGE);
  }

  static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
