package org.periplus.staging;

import java.util.regex.Pattern;

/** References that lead to other hosts. */
final class Remote {

  private static final Pattern SCHEME = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Remote() {}

  /** Whether a reference has a scheme other than {@code file}. */
  static boolean is(String href) {
    return SCHEME.matcher(href).matches();
  }
}
