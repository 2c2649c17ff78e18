package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.request.ContentSchema;
import org.periplus.api.request.IdempotencyKeys;
import org.periplus.api.request.Preferences;
import org.periplus.process.description.ProcessDescription;

/** The headers of a request with which a process is executed. */
@Tag("fuzz")
class PreferencesFuzz {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  @FuzzTest
  void prefers(byte[] header) {
    String text = new String(header, StandardCharsets.ISO_8859_1);
    Preferences preferences = Preferences.of(text.lines().toList());
    Duration patience =
        preferences.patience(List.of(ProcessDescription.SYNC, ProcessDescription.ASYNC), LONGEST);

    assertThat(patience).isBetween(Duration.ZERO, LONGEST);
    preferences
        .appliedByResults(patience, true)
        .ifPresent(
            applied ->
                assertThat(Preferences.of(List.of(applied)).returned())
                    .isEqualTo(preferences.returned()));
    refusedInWords(() -> IdempotencyKeys.of(text), text);
    refusedInWords(() -> ContentSchema.check(text), text);
  }

  private static void refusedInWords(Runnable reading, String text) {
    try {
      reading.run();
    } catch (RequestRefusedException e) {
      Refusal.check(e.getMessage(), text);
    }
  }
}
