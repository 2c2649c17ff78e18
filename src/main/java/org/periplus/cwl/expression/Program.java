package org.periplus.cwl.expression;

import java.util.List;

/**
 * The code of one expression, in strict mode as the body of a function, with the libraries that it
 * may call. Lines are counted through: first those of the libraries, then those of the code.
 *
 * @param code as it is written in the document
 * @param libraries the libraries, each as it is written in the document
 */
record Program(Template.Code code, List<String> libraries) {

  private static final String BETWEEN_LIBRARIES = "\n;\n";

  /**
   * A place in the code or in a library.
   *
   * @param library the index of the library; negative for the code
   * @param line from 1; 0 when it is not known
   */
  record Line(int library, int line) {
    boolean isOfLibrary() {
      return library >= 0;
    }
  }

  /** All libraries as one script. */
  String script() {
    return String.join(BETWEEN_LIBRARIES, libraries);
  }

  /** What stands before the code: one line after those of the libraries. */
  String before() {
    String lines = "\n".repeat(libraries.isEmpty() ? 0 : Position.lines(script()));
    return lines + "(function () { 'use strict'; " + (code.isBody() ? "\n" : "return (\n");
  }

  String source() {
    return code.inner();
  }

  /** What stands after the code. */
  String after() {
    return code.isBody() ? "\n})" : "\n)})";
  }

  /** What the line of the whole is a line of. */
  Line lineOf(int line) {
    int first = 1;
    for (int i = 0; i < libraries.size(); i++) {
      int own = Position.lines(libraries.get(i));
      if (line < first + own) {
        return new Line(i, line - first + 1);
      }
      first += own + 1; // the line between two
    }
    int lastOfLibraries = libraries.isEmpty() ? 0 : Position.lines(script());
    int own = line - lastOfLibraries - 1;
    return new Line(-1, own < 1 || own > Position.lines(source()) ? 0 : own);
  }
}
