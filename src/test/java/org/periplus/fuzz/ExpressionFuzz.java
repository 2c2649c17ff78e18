package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.periplus.cwl.expression.ExpressionSyntax;

/** Fields that may hold expressions, before any JavaScript runs. */
@Tag("fuzz")
class ExpressionFuzz {

  @FuzzTest
  void evaluatesWhatHasNoMistake(byte[] bytes) {
    String field = new String(bytes, StandardCharsets.UTF_8);
    List<String> mistakes =
        new ExpressionSyntax(() -> {}).mistakes(field, false, Set.of("a", "list"));
    mistakes.forEach(mistake -> Refusal.check(mistake, field));

    Evaluation.of(field, false).ifPresent(refusal -> assertThat(refusal).as(field).isNotBlank());
  }
}
