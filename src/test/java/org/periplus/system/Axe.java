package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.openqa.selenium.JavascriptExecutor;

/** Deque's axe: checks a page by the Web Content Accessibility Guidelines, levels A and AA. */
final class Axe {

  /** Runs by itself in the page; its answer is a line for each violation. */
  private static final String CHECK =
      """
      const [left, done] = arguments;
      const rules = Object.fromEntries(left.map((rule) => [rule, {enabled: false}]));
      axe.run(document, {rules,
          runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
        .then((found) => done(found.violations.flatMap((rule) => rule.nodes.map((node) =>
            rule.id + ": " + rule.help + " (" + node.html.slice(0, 200) + ")"
                + (node.any[0] ? " " + node.any[0].message : "")))))
        .catch((error) => done(["axe failed: " + error]));
      """;

  private Axe() {}

  /** Fails with all violations that the page has as it is shown now. */
  static void check(JavascriptExecutor page) {
    check(page, "the page", Set.of());
  }

  /**
   * The same, from the top: where a reader has scrolled to, the head of the page lies over half a
   * link.
   *
   * @param words which page it is
   * @param left rules that are not asked of it
   */
  static void check(JavascriptExecutor page, String words, Set<String> left) {
    page.executeScript("window.scrollTo(0, 0)");
    page.executeScript(source());
    List<?> violations = (List<?>) page.executeAsyncScript(CHECK, List.copyOf(left));
    assertThat(violations).as("what axe finds: " + words).isEmpty();
  }

  private static String source() {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
