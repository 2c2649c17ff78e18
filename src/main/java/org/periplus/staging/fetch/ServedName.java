package org.periplus.staging.fetch;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpResponse;
import org.periplus.staging.file.FileNames;

/** What a server calls a file. */
final class ServedName {

  private static final Pattern EXTENDED =
      Pattern.compile("(?i)filename\\*\\s*=\\s*([\\w-]+)'[^']*'([^;\\s]+)");

  /** Possessive: what may be tried again takes stack for each character. */
  private static final Pattern QUOTED =
      Pattern.compile("(?i)filename\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  private static final Pattern TOKEN = Pattern.compile("(?i)filename\\s*=\\s*([^;\"\\s]+)");

  private ServedName() {}

  /** The name in {@code Content-Disposition}; empty without one. */
  static String of(HttpResponse answer) {
    return disposed(Transfer.value(answer, "Content-Disposition").orElse(""));
  }

  /** The last name in a URL. */
  static String last(URI url) {
    String path = url.getPath() == null ? "" : url.getPath();
    String name = FileNames.last(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    return name.isEmpty() ? "download" : name;
  }

  private static String disposed(String disposition) {
    Matcher extended = EXTENDED.matcher(disposition);
    if (extended.find()) {
      try {
        String encoded = extended.group(2).replace("+", "%2B");
        return withoutFolders(URLDecoder.decode(encoded, Charset.forName(extended.group(1))));
      } catch (IllegalArgumentException e) {
        return ""; // an unknown charset, or broken encoding: the URL's name will do
      }
    }
    Matcher quoted = QUOTED.matcher(disposition);
    if (quoted.find()) {
      return withoutFolders(quoted.group(1).replaceAll("\\\\(.)", "$1"));
    }
    Matcher token = TOKEN.matcher(disposition);
    return token.find() ? withoutFolders(token.group(1)) : "";
  }

  private static String withoutFolders(String name) {
    return FileNames.last(name.replace('\\', '/'));
  }
}
