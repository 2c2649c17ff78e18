package org.periplus.cwl.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A field taken apart into text and code, with the escapes of CWL v1.2 resolved in the text. */
record Template(List<Part> parts) {

  /** A piece of a field. */
  sealed interface Part {}

  /** Text that stands for itself. */
  record Text(String text) implements Part {}

  /**
   * Code.
   *
   * @param source as written, with {@code $(…)} or <code>${…}</code>
   */
  record Code(String source) implements Part {

    /** What opens it, in one of its two forms. */
    static final String BRACKET = "$(";

    /** Whether this is <code>${…}</code>, the body of a function. */
    boolean isBody() {
      return source.charAt(1) == '{';
    }

    /** What stands between the brackets. */
    String inner() {
      return source.substring(2, source.length() - 1);
    }
  }

  static Template parse(String field) {
    List<Part> parts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < field.length()) {
      char c = field.charAt(at);
      if (c == '\\' && opensCode(field, at + 1)) {
        text.append(field, at + 1, at + 3);
        at += 3;
      } else if (c == '\\' && field.startsWith("\\", at + 1)) {
        text.append('\\');
        at += 2;
      } else if (opensCode(field, at)) {
        int end = CodeScanner.endOf(field, at + 1);
        if (!text.isEmpty()) {
          parts.add(new Text(text.toString()));
          text.setLength(0);
        }
        parts.add(new Code(field.substring(at, end)));
        at = end;
      } else {
        text.append(c);
        at++;
      }
    }
    if (!text.isEmpty()) {
      parts.add(new Text(text.toString()));
    }
    return new Template(List.copyOf(parts));
  }

  private static boolean opensCode(String field, int at) {
    return field.startsWith("$(", at) || field.startsWith("${", at);
  }

  /** The code, when the field is nothing else. */
  Optional<Code> whole() {
    return parts.size() == 1 && parts.get(0) instanceof Code code
        ? Optional.of(code)
        : Optional.empty();
  }
}
