package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What no text that the server gives may have. */
final class Leaks {

  private static final Pattern STACK_TRACE =
      Pattern.compile("\\bat [\\w.$]+\\([\\w ]+(\\.java:\\d+)?\\)");

  private static final Pattern CLASS =
      Pattern.compile(
          "\\b(?:java|javax|jakarta|sun|jdk|org|com|net|fish|io|run)(?:\\.[a-z_]\\w*)+\\.[A-Z]\\w+");

  /** What our attacks would have a browser do. */
  static final String SCRIPT = "attack(1)";

  private Leaks() {}

  /**
   * The faults of a text.
   *
   * @param brought whether the client itself has sent a text
   */
  static List<String> of(String text, Target target, Predicate<String> brought) {
    List<String> faults = new ArrayList<>();
    if (STACK_TRACE.matcher(text).find()) {
      faults.add("it has a stack trace");
    }
    Matcher names = CLASS.matcher(text);
    while (names.find()) {
      if (!brought.test(names.group())) {
        faults.add("it names the class " + names.group());
      }
    }
    if (text.contains(target.data())) {
      faults.add("it names the data directory");
    }
    if (text.contains(Canary.SECRET)) {
      faults.add("it has what only the canary knows");
    }
    return faults;
  }

  /** What a page would have a browser do that an attack wants. */
  static List<String> ofPage(String html) {
    Document page = Jsoup.parse(html);
    List<String> faults = new ArrayList<>();
    for (Element script : page.select("script")) {
      if (script.data().contains(SCRIPT) && !script.attr("type").endsWith("json")) {
        faults.add("it has a script of the attack");
      }
    }
    for (Element element : page.getAllElements()) {
      for (Attribute attribute : element.attributes()) {
        if (attribute.getKey().startsWith("on") || isScript(attribute)) {
          faults.add("it has " + attribute);
        }
      }
    }
    return faults;
  }

  /** The value of a field of a form is text. */
  private static boolean isScript(Attribute attribute) {
    return attribute.getValue().strip().regionMatches(true, 0, "javascript:", 0, 11)
        && !attribute.getKey().equals("value");
  }
}
