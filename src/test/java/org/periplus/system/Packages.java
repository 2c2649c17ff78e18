package org.periplus.system;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Application packages whose pages show what pages can show. */
final class Packages {

  /** {@code slow}: a scatter whose elements take as long as told; the one called bad fails. */
  static final String SLOW = read("slow.cwl");

  /** {@code kinds}: inputs of all kinds. */
  static final String INPUTS = read("kinds.cwl");

  /**
   * {@code result-kinds}: outputs of all kinds, with names and contents that somebody may mean ill
   * with.
   */
  static final String OUTPUTS = read("result-kinds.cwl");

  private Packages() {}

  private static String read(String name) {
    try (InputStream text = Packages.class.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
