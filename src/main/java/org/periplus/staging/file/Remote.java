package org.periplus.staging.file;

import java.util.regex.Pattern;

/** References that lead to other hosts. */
public final class Remote {

  private static final Pattern SCHEME = Pattern.compile("(?!file:)[A-Za-z][A-Za-z0-9+.-]+:.*");

  private Remote() {}

  /** Whether a reference has a scheme other than {@code file}. */
  public static boolean is(String href) {
    return SCHEME.matcher(href).matches();
  }
}
