package org.periplus.cwl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fields that are made to cost much before any JavaScript of theirs runs. */
@Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
class HostileExpressionTest {

  @ParameterizedTest
  @MethodSource("fields")
  void isRefusedInWordsWhenItIsChecked(String name, String field) {
    assertThatCode(() -> new ExpressionSyntax(() -> {}).mistakes(field, false, Set.of()))
        .as(name)
        .doesNotThrowAnyException();
    assertThat(new ExpressionSyntax(() -> {}).mistakes(field, false, Set.of()))
        .isNotEmpty()
        .allMatch(mistake -> mistake.length() < 2500);
  }

  @ParameterizedTest
  @MethodSource("fields")
  void isRefusedInWordsWhenItIsEvaluated(String name, String field) {
    try (ExpressionEngine engine = new ExpressionEngine()) {
      ExpressionContext context =
          ExpressionContext.of(JsonNodeFactory.instance.objectNode(), Optional.empty());
      ExpressionException e =
          catchThrowableOfType(ExpressionException.class, () -> engine.evaluate(field, context));
      assertThat(e.getMessage()).as(name).hasSizeLessThan(2500);
    }
  }

  static Stream<Arguments> fields() {
    return Stream.of(
        Arguments.of("templates in templates", "${" + "`${".repeat(1_000_000)),
        Arguments.of(
            "closed templates", "$(" + "`${".repeat(500_000) + "1" + "}`".repeat(500_000) + ")"),
        Arguments.of("brackets", "$(" + "(".repeat(3_000_000)),
        Arguments.of("regular expressions", "$(" + "=/[".repeat(1_000_000)),
        Arguments.of("regular expressions of a line", "$(" + "=/[".repeat(1_000_000) + "\n)"),
        Arguments.of("slashes in white space", "$(" + " /".repeat(1_000_000)),
        Arguments.of(
            "slashes after white space", "$(" + " ".repeat(1_000_000) + "/".repeat(1_000_000)),
        Arguments.of("slashes after a word", "$(" + "a".repeat(2_000_000) + "/".repeat(1_000_000)),
        Arguments.of("a long string", "$(inputs['" + "a".repeat(1_000_000) + "'])"),
        Arguments.of("a long string of escapes", "$(inputs[\"" + "\\a".repeat(1_000_000) + "\"])"),
        Arguments.of("many steps", "$(inputs" + ".a".repeat(1_000_000) + ")"),
        Arguments.of("many indices", "$(inputs.a" + "[0]".repeat(1_000_000) + ")"),
        Arguments.of("many expressions", "$(x)".repeat(300_000)));
  }
}
