package org.periplus.cwl.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mozilla.javascript.CompilerEnvirons;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Parser;

/** Finds what is wrong with expressions before they are evaluated. Threads may share it. */
public final class ExpressionSyntax {

  private ExpressionSyntax() {}

  /**
   * What would keep a field from being evaluated whatever the values are; sentences for the
   * document's author.
   *
   * @param javascript whether JavaScript is allowed where the field stands
   * @param inputs the names that {@code inputs} has there
   */
  public static List<String> mistakes(String field, boolean javascript, Set<String> inputs) {
    if (!ExpressionEngine.isExpression(field)) {
      return List.of();
    }
    List<String> mistakes = new ArrayList<>();
    try {
      for (Template.Part part : Template.parse(field).parts()) {
        if (part instanceof Template.Code code) {
          mistake(code, javascript, inputs).ifPresent(mistakes::add);
        }
      }
    } catch (ExpressionException e) {
      mistakes.add(e.getMessage());
    }
    return List.copyOf(mistakes);
  }

  /** What is wrong with a library of functions, if anything is. */
  public static Optional<String> mistakeOfLibrary(String script) {
    return parse(script).map(e -> "line " + e.lineNumber() + " of the library: " + e.details());
  }

  private static Optional<String> mistake(
      Template.Code code, boolean javascript, Set<String> inputs) {
    if (javascript) {
      return parse(JavaScript.program(code))
          .map(e -> new ExpressionException(code.source(), e.details(), e.lineNumber()))
          .map(ExpressionException::getMessage);
    }
    Optional<ParameterReference> reference = ParameterReference.parse(code);
    Optional<ExpressionException> wrong =
        reference.isPresent()
            ? reference.get().mistake(inputs)
            : Optional.of(ExpressionEngine.javascriptIsNotAllowed(code));
    return wrong.map(ExpressionException::getMessage);
  }

  private static Optional<EvaluatorException> parse(String script) {
    CompilerEnvirons language = new CompilerEnvirons();
    language.setLanguageVersion(Context.VERSION_ES6);
    try {
      new Parser(language).parse(script, "expression", 1);
      return Optional.empty();
    } catch (EvaluatorException e) {
      return Optional.of(e);
    }
  }
}
