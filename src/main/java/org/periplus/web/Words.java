package org.periplus.web;

import freemarker.template.SimpleScalar;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.periplus.api.JsonBodies;

/** What templates call to say something in the reader's language. */
final class Words {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private final Texts texts;
  private final Language language;

  Words(Texts texts, Language language) {
    this.texts = texts;
    this.language = language;
  }

  /** The functions by the names that templates know. */
  Map<String, Object> functions() {
    TemplateMethodModelEx text =
        given -> new SimpleScalar(said(plain(given.get(0)), given.subList(1, given.size())));
    TemplateMethodModelEx known = given -> texts.in(language).containsKey(plain(given.get(0)));
    TemplateMethodModelEx textsOf =
        given -> new SimpleScalar(block((List<?>) unwrapped(given.get(0))));
    TemplateMethodModelEx durationOf =
        given -> new SimpleScalar(duration(plain(given.get(0)), plain(given.get(1))));
    return Map.of(
        "language",
        language.code(),
        "text",
        text,
        "hasText",
        known,
        "textsOf",
        textsOf,
        "durationOf",
        durationOf);
  }

  private String said(String key, List<?> given) throws TemplateModelException {
    List<String> arguments = new ArrayList<>();
    for (Object one : given) {
      arguments.add(plain(one));
    }
    return texts.of(language, key, arguments);
  }

  /** As JSON that stands in a page's script block: nothing of it may end the block. */
  private String block(List<?> keys) {
    Map<String, String> chosen = new TreeMap<>();
    for (Object key : keys) {
      chosen.put((String) key, texts.of(language, (String) key, List.of()));
    }
    return JsonBodies.text(chosen).replace("<", "\\u003c");
  }

  /** In two units at most, as times.js says it. */
  private String duration(String from, String to) {
    Duration took = Duration.between(Instant.parse(from), Instant.parse(to));
    long seconds = Math.max(0, Math.round(took.toMillis() / 1000.0));
    if (seconds < MINUTE) {
      double tenths = Math.max(0, Math.round(took.toMillis() / 100.0)) / 10.0;
      String shown = tenths < 10 && tenths % 1 != 0 ? "" + tenths : "" + seconds;
      return one("time.seconds", shown);
    }
    if (seconds < HOUR) {
      return two("time.minutes", seconds / MINUTE, "time.seconds", seconds % MINUTE);
    }
    if (seconds < DAY) {
      return two("time.hours", seconds / HOUR, "time.minutes", seconds % HOUR / MINUTE);
    }
    return two("time.days", seconds / DAY, "time.hours", seconds % DAY / HOUR);
  }

  private String two(String key, long large, String smallKey, long small) {
    String first = one(key, "" + large);
    return small == 0 ? first : first + " " + one(smallKey, "" + small);
  }

  private String one(String key, String number) {
    return texts.of(language, key, List.of(number));
  }

  private static String plain(Object given) throws TemplateModelException {
    return String.valueOf(unwrapped(given));
  }

  private static Object unwrapped(Object given) throws TemplateModelException {
    return DeepUnwrap.unwrap((TemplateModel) given);
  }
}
