package org.periplus.cwl.expression;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is wrong with expressions before they are evaluated. For one thread. */
public final class ExpressionSyntax {

  /** As many as are looked at by one interpreter, with one limit of time for all. */
  private static final int AT_ONCE = 256;

  /** Longer ones are looked at alone. */
  private static final int CHARACTERS_AT_ONCE = 1 << 16;

  private final Runnable before;
  private final Set<Template.Code> right = new HashSet<>();

  /**
   * Begins.
   *
   * @param before is run before each expression and each library; what it throws ends the check
   */
  public ExpressionSyntax(Runnable before) {
    this.before = before;
  }

  /** Looks at all JavaScript of these fields, which is sooner done than one by one. */
  public void lookAt(Collection<String> fields) {
    Set<Template.Code> next = new LinkedHashSet<>();
    int characters = 0;
    for (String field : fields) {
      for (Template.Code code : javaScriptOf(field)) {
        before.run();
        if (right.contains(code)
            || code.source().length() > CHARACTERS_AT_ONCE
            || !next.add(code)) {
          continue;
        }
        characters += code.source().length();
        if (next.size() == AT_ONCE || characters > CHARACTERS_AT_ONCE) {
          lookAtOnce(next);
          characters = 0;
        }
      }
    }
    lookAtOnce(next);
  }

  private void lookAtOnce(Set<Template.Code> codes) {
    if (codes.size() > 1) {
      right.addAll(Checker.JAVA_SCRIPT.right(List.copyOf(codes)));
    }
    codes.clear();
  }

  private static List<Template.Code> javaScriptOf(String field) {
    if (!ExpressionEngine.isExpression(field)) {
      return List.of();
    }
    try {
      return Template.parse(field).parts().stream()
          .filter(Template.Code.class::isInstance)
          .map(Template.Code.class::cast)
          .filter(code -> ParameterReference.parse(code).isEmpty())
          .toList();
    } catch (ExpressionException e) { // is told where the field is looked at alone
      return List.of();
    }
  }

  /**
   * What would keep a field from being evaluated whatever the values are; sentences for the
   * document's author.
   *
   * @param javascript whether JavaScript is allowed where the field stands
   * @param inputs the names that {@code inputs} has there
   */
  public List<String> mistakes(String field, boolean javascript, Set<String> inputs) {
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
  public Optional<String> mistakeOfLibrary(String script) {
    before.run();
    return Checker.JAVA_SCRIPT.mistakeOfLibrary(script);
  }

  private Optional<String> mistake(Template.Code code, boolean javascript, Set<String> inputs) {
    Optional<ParameterReference> reference = ParameterReference.parse(code);
    Optional<ExpressionException> wrong;
    if (javascript) {
      wrong = reference.isPresent() ? Optional.empty() : mistakeOfJavaScript(code);
    } else if (reference.isPresent()) {
      wrong = reference.get().mistake(inputs);
    } else {
      wrong = Optional.of(ExpressionEngine.javascriptIsNotAllowed(code));
    }
    return wrong.map(ExpressionException::getMessage);
  }

  private Optional<ExpressionException> mistakeOfJavaScript(Template.Code code) {
    return right.contains(code) ? Optional.empty() : Checker.JAVA_SCRIPT.mistake(code);
  }

  /** Made when there is JavaScript. */
  private static final class Checker {
    static final JavaScript JAVA_SCRIPT = new JavaScript(ExpressionLimits.DEFAULT);

    private Checker() {}
  }
}
