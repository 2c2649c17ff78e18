package org.periplus.cwl.document.read;

import java.util.List;
import java.util.Optional;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.Version;

/** Finds the version that a document declares. */
final class DeclaredVersion {

  private DeclaredVersion() {}

  /**
   * The version, from the document or, if it has none, from a process of its graph.
   *
   * @param otherwise what counts when there is none; if empty, that is a problem
   */
  static Optional<Version> of(Node.Mapping root, Problems problems, Optional<Version> otherwise) {
    Optional<Node.Entry> entry =
        Optional.ofNullable(root.entries().get("cwlVersion")).or(() -> inGraph(root));
    if (entry.isEmpty()) {
      if (otherwise.isPresent()) {
        return otherwise;
      }
      problems.invalid(
          root.place(), "The document does not say its version; add cwlVersion: v1.2.");
      return Optional.of(Version.V1_2);
    }
    Node value = entry.get().value();
    if (!(value instanceof Node.Scalar scalar) || !scalar.isString()) {
      problems.invalid(
          value.place(), "cwlVersion must be v1.0, v1.1 or v1.2, not " + value.describe() + ".");
      return Optional.of(Version.V1_2);
    }
    Optional<Version> version = Version.of(plain(scalar.text()));
    if (version.isEmpty()) {
      problems.unsupported(
          value.place(),
          "CWL '" + scalar.text() + "' is not supported; use cwlVersion v1.0, v1.1 or v1.2.");
    }
    return version;
  }

  /** Tells when a process inside of a document declares another version than the document. */
  static void check(Node.Mapping process, Context context) {
    Node.Entry entry = process.entries().get("cwlVersion");
    if (entry != null
        && entry.value() instanceof Node.Scalar scalar
        && Version.of(plain(scalar.text())).filter(v -> v == context.version()).isEmpty()) {
      context.invalid(
          scalar.place(),
          "A process inside of a document of CWL %s cannot be of '%s'; put it into a file of its own."
              .formatted(context.version(), scalar.text()));
    }
  }

  private static String plain(String text) {
    for (String prefix : List.of("cwl:", "https://w3id.org/cwl/cwl#")) {
      if (text.startsWith(prefix)) {
        return text.substring(prefix.length());
      }
    }
    return text;
  }

  private static Optional<Node.Entry> inGraph(Node.Mapping root) {
    Node.Entry graph = root.entries().get("$graph");
    if (graph == null || !(graph.value() instanceof Node.Sequence sequence)) {
      return Optional.empty();
    }
    return sequence.items().stream()
        .filter(Node.Mapping.class::isInstance)
        .map(n -> ((Node.Mapping) n).entries().get("cwlVersion"))
        .filter(e -> e != null)
        .findFirst();
  }
}
