package org.periplus.web.graph;

/** The texts of a picture in the reader's language, by the keys of the pages' texts. */
@FunctionalInterface
public interface PictureTexts {

  /** The text of a key, with {@code {0}} and so on replaced. */
  String text(String key, Object... values);
}
