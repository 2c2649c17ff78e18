package org.periplus.staging.file;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Names that others chose (identifiers, headers, URLs), made fit to be file names. */
public final class FileNames {

  private static final int MAX_BYTES = 200;

  private FileNames() {}

  /** The name without separators and control characters; never empty, never a folder's dots. */
  public static String safe(String name) {
    StringBuilder safe = new StringBuilder();
    int bytes = 0;
    for (int character : name.codePoints().toArray()) {
      boolean unfit = character == '/' || character == '\\' || Character.isISOControl(character);
      String kept =
          unfit || Character.getType(character) == Character.SURROGATE
              ? "_"
              : Character.toString(character);
      bytes += kept.getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      safe.append(kept);
    }
    String result = safe.toString().strip();
    return result.isEmpty() || result.equals(".") || result.equals("..") ? "unnamed" : result;
  }

  /** The name, or the name with a number before its extension when it is taken. */
  public static String free(String name, Set<String> taken) {
    String candidate = name;
    int dot = name.indexOf('.', 1);
    for (int number = 2; taken.contains(candidate); number++) {
      candidate =
          dot < 0
              ? name + "-" + number
              : name.substring(0, dot) + "-" + number + name.substring(dot);
    }
    return candidate;
  }

  /** What follows the last slash of a path, which may be nothing. */
  public static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** What follows the last dot of a name in lower case, or nothing. */
  public static String extension(String path) {
    String name = last(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
  }
}
