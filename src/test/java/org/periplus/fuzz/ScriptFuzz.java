package org.periplus.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** JavaScript that passes the parser: it ends within its limits, with JSON or in words. */
@Tag("fuzz")
class ScriptFuzz {

  @FuzzTest
  void endsWithAValueOrInWords(FuzzedDataProvider data) {
    Evaluation.of(Script.of(data), true);
  }
}
