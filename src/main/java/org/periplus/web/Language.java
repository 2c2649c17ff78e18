package org.periplus.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language of the pages. */
enum Language {
  ENGLISH("en"),
  GERMAN("de");

  private static final String HEADER = "Accept-Language";

  private final String code;

  Language(String code) {
    this.code = code;
  }

  /** Its code by BCP 47. */
  String code() {
    return code;
  }

  /** The first of those that the reader likes; English for who likes none or says nothing. */
  static Language of(HttpServletRequest request) {
    if (request.getHeader(HEADER) == null) {
      return ENGLISH; // the servlet container would name the server's own
    }
    return Collections.list(request.getLocales()).stream()
        .map(Language::of)
        .flatMap(Optional::stream)
        .findFirst()
        .orElse(ENGLISH);
  }

  private static Optional<Language> of(Locale locale) {
    return Stream.of(values())
        .filter(language -> language.code.equals(locale.getLanguage()))
        .findFirst();
  }
}
