package org.periplus.cwl.document.source;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/** Reads scalars as the core schema of YAML 1.2 says, of a length that has bounds. */
final class Scalars {

  private static final ScalarResolver CORE = new CoreScalarResolver(false);

  private final Problems problems;

  Scalars(Problems problems) {
    this.problems = problems;
  }

  static Node.Scalar nothing(Place place) {
    return new Node.Scalar(place, "", Node.Scalar.Kind.NULL);
  }

  Node.Scalar read(ScalarEvent event, Place place) {
    String text = event.getValue();
    DocumentLimits limits = problems.effort().limits();
    if (text.length() > limits.scalar()) {
      problems.invalid(
          place,
          "This text has %d characters, and may have %d; put it into a file of its own."
              .formatted(text.length(), limits.scalar()));
      return nothing(place);
    }
    Node.Scalar scalar = new Node.Scalar(place, text, kind(tag(event)));
    if (isNumber(scalar) && text.length() > limits.digits()) {
      problems.invalid(
          place,
          "This number has %d characters, and may have %d; if it is a text, put it in quotes."
              .formatted(text.length(), limits.digits()));
      return nothing(place);
    }
    try {
      Values.scalar(scalar);
      return scalar;
    } catch (NumberFormatException e) {
      problems.invalid(place, "'" + text + "' is tagged as a number but is none.");
      return new Node.Scalar(place, text, Node.Scalar.Kind.STRING);
    }
  }

  private static boolean isNumber(Node.Scalar scalar) {
    return scalar.kind() == Node.Scalar.Kind.INTEGER || scalar.kind() == Node.Scalar.Kind.FLOAT;
  }

  private static Tag tag(ScalarEvent event) {
    Optional<String> written = event.getTag().filter(tag -> !tag.equals("!"));
    return written
        .map(Tag::new)
        .orElseGet(
            () -> CORE.resolve(event.getValue(), event.getImplicit().canOmitTagInPlainScalar()));
  }

  private static Node.Scalar.Kind kind(Tag tag) {
    if (tag.equals(Tag.INT)) {
      return Node.Scalar.Kind.INTEGER;
    }
    if (tag.equals(Tag.FLOAT)) {
      return Node.Scalar.Kind.FLOAT;
    }
    if (tag.equals(Tag.BOOL)) {
      return Node.Scalar.Kind.BOOLEAN;
    }
    return tag.equals(Tag.NULL) ? Node.Scalar.Kind.NULL : Node.Scalar.Kind.STRING;
  }
}
