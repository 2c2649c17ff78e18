package org.periplus.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.periplus.web.graph.PictureTexts;

/**
 * The texts of the pages, in each language; a file for each part of the pages. Threads share it.
 */
final class Texts {

  /** The files, without language and ending. */
  static final List<String> PARTS = List.of("base", "graph", "job", "process", "results");

  private final Map<Language, Map<String, String>> all = new EnumMap<>(Language.class);

  Texts() {
    for (Language language : Language.values()) {
      Map<String, String> texts = new TreeMap<>();
      PARTS.forEach(part -> texts.putAll(read(part, language)));
      all.put(language, Map.copyOf(texts));
    }
  }

  /** The keys and texts of a language. */
  Map<String, String> in(Language language) {
    return all.get(language);
  }

  /**
   * A text with what stands in the place of {@code {0}}, {@code {1}} and so on; the key itself
   * where there is none.
   */
  String of(Language language, String key, List<?> given) {
    String text = in(language).getOrDefault(key, key);
    for (int at = 0; at < given.size(); at++) {
      text = text.replace("{" + at + "}", String.valueOf(given.get(at)));
    }
    return text;
  }

  /** The texts of pictures. */
  PictureTexts of(Language language) {
    return (key, values) -> of(language, key, List.of(values));
  }

  private static Map<String, String> read(String part, Language language) {
    String name = "texts/" + part + "_" + language.code() + ".properties";
    try (InputStream file = Texts.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      Properties properties = new Properties();
      properties.load(reader);
      Map<String, String> texts = new TreeMap<>();
      properties.forEach((key, text) -> texts.put((String) key, (String) text));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
