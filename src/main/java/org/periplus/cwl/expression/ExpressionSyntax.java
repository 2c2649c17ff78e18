package org.periplus.cwl.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with expressions before they are evaluated. Threads may share it. */
public final class ExpressionSyntax {

  private ExpressionSyntax() {}

  /**
   * What would keep a field from being evaluated whatever the values are; sentences for the
   * document's author.
   *
   * @param javascript whether JavaScript is allowed where the field stands
   * @param inputs the names that {@code inputs} has there
   * @param before is run before each expression of the field; what it throws ends the check
   */
  public static List<String> mistakes(
      String field, boolean javascript, Set<String> inputs, Runnable before) {
    if (!ExpressionEngine.isExpression(field)) {
      return List.of();
    }
    List<String> mistakes = new ArrayList<>();
    try {
      for (Template.Part part : Template.parse(field).parts()) {
        if (part instanceof Template.Code code) {
          before.run();
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
    return Checker.JAVA_SCRIPT.mistakeOfLibrary(script);
  }

  private static Optional<String> mistake(
      Template.Code code, boolean javascript, Set<String> inputs) {
    Optional<ParameterReference> reference = ParameterReference.parse(code);
    Optional<ExpressionException> wrong;
    if (javascript) {
      wrong = reference.isPresent() ? Optional.empty() : Checker.JAVA_SCRIPT.mistake(code);
    } else if (reference.isPresent()) {
      wrong = reference.get().mistake(inputs);
    } else {
      wrong = Optional.of(ExpressionEngine.javascriptIsNotAllowed(code));
    }
    return wrong.map(ExpressionException::getMessage);
  }

  /** Made when there is JavaScript. */
  private static final class Checker {
    static final JavaScript JAVA_SCRIPT = new JavaScript(ExpressionLimits.DEFAULT);

    private Checker() {}
  }
}
