package org.periplus.security.secret;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  private static String inParts(SecretMask mask, String text, int length) {
    MaskedStream stream = mask.stream();
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    byte[] bytes = text.getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from += length) {
      shown.writeBytes(
          stream.next(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + length))));
    }
    shown.writeBytes(stream.end());
    return shown.toString(UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "the hunter22 is, the (secret) is",
    "hunter22hunter22, (secret)",
    "hunter22 hunter22, (secret) (secret)",
    "hunterhunter22, hunter(secret)",
    "hunter2, hunter2",
    "xxhunter2, xxhunter2",
    "pässwörd, (secret)",
    "hunter22abcdef99, (secret)",
    "hunter22abcdefgh, (secret)gh",
    "short1 short, (secret) short"
  })
  void hidesSecretsWhereverAPartEnds(String text, String shown) {
    SecretMask mask =
        SecretMask.of(List.of("hunter22", "pässwörd", "abcdef", "abcdef99", "short1", "short"));

    assertThat(mask.in(text)).isEqualTo(shown);
    for (int length = 1; length <= 9; length++) {
      assertThat(inParts(mask, text, length)).isEqualTo(shown);
    }
  }

  @Test
  void hidesWhatJsonUrlsAndLinesMakeOfThem() {
    SecretMask mask =
        SecretMask.of(List.of("say \"please\"", "a b&c=d/e", "first line\n  second line\n"));

    assertThat(mask.in("{\"word\": \"say \\\"please\\\"\"}")).isEqualTo("{\"word\": \"(secret)\"}");
    assertThat(mask.in("?q=a+b%26c%3Dd%2Fe&r=a%20b%26c%3Dd%2Fe"))
        .isEqualTo("?q=(secret)&r=(secret)");
    assertThat(mask.in("> first line\n> second line")).isEqualTo("> (secret)\n> (secret)");
    assertThat(mask.in("first line\n  second line\n")).isEqualTo("(secret)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "12345", "     ", "ab cd"})
  void leavesAloneWhatIsTooShort(String secret) {
    assertThat(SecretMask.of(List.of(secret)).isEmpty()).isTrue();
  }

  /** Against the obvious way to do it, on texts in which secrets overlap all the time. */
  @Test
  void findsWhatAPlainSearchFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<String> secrets = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(5); i++) {
        secrets.add(text(random, 6 + random.nextInt(4)));
      }
      String text = text(random, random.nextInt(80));
      assertThat(inParts(SecretMask.of(secrets), text, 1 + random.nextInt(12)))
          .as("%s in %s", secrets, text)
          .isEqualTo(plainSearch(secrets, text));
    }
  }

  private static String text(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }

  private static String plainSearch(List<String> secrets, String text) {
    boolean[] hidden = new boolean[text.length()];
    for (String secret : secrets) {
      for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
        Arrays.fill(hidden, at, at + secret.length(), true);
      }
    }
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < hidden.length; i++) {
      if (!hidden[i]) {
        shown.append(text.charAt(i));
      } else if (i == 0 || !hidden[i - 1]) {
        shown.append(SecretMask.HIDDEN);
      }
    }
    return shown.toString();
  }

  /** What is quadratic anywhere does not come to an end with these. */
  @Test
  @Timeout(60)
  void takesLinearTimeAndHoldsLittle() {
    SecretMask mask = SecretMask.of(List.of("a".repeat(60_000), "a".repeat(30_000) + "b"));
    MaskedStream stream = mask.stream();
    byte[] part = "a".repeat(1 << 16).getBytes(UTF_8);

    long shown = 0;
    for (int i = 0; i < 500; i++) {
      shown += stream.next(part).length;
    }

    assertThat(shown).isEqualTo(SecretMask.HIDDEN.length());
  }
}
