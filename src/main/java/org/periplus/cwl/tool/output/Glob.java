package org.periplus.cwl.tool.output;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.periplus.cwl.value.DirectoryListing;

/**
 * POSIX glob(3) in an output directory: {@code *}, {@code ?}, {@code [a-z]}, {@code [!a]} and a
 * backslash before a character that stands for itself. A leading dot must be written out.
 */
final class Glob {

  private final OutputPaths paths;

  Glob(OutputPaths paths) {
    this.paths = paths;
  }

  /**
   * The paths, as the tool sees them, of all that matches, sorted.
   *
   * @throws IllegalArgumentException when the pattern leads out of the output directory
   */
  List<String> matches(String pattern) {
    String absolute = paths.absolute(pattern);
    String output = paths.outputInside();
    if (!absolute.equals(output) && !absolute.startsWith(output + "/")) {
      throw new IllegalArgumentException("'" + pattern + "' leads out of the output directory");
    }
    List<String> found = List.of(output);
    if (!absolute.equals(output)) {
      for (String segment : absolute.substring(output.length() + 1).split("/", -1)) {
        List<String> next = new ArrayList<>();
        found.forEach(folder -> step(folder, segment, next));
        found = next;
      }
    }
    boolean directoriesOnly = pattern.endsWith("/");
    return found.stream()
        .filter(path -> !directoriesOnly || Files.isDirectory(paths.resolve(path)))
        .sorted()
        .toList();
  }

  private void step(String folder, String segment, List<String> next) {
    Path host = paths.resolve(folder);
    if (!isMagic(segment)) {
      String name = segment.replaceAll("\\\\(.)", "$1");
      if (Files.exists(host.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        next.add(folder + "/" + name);
      }
      return;
    }
    if (!Files.isDirectory(host)) {
      return;
    }
    Pattern regex = regex(segment);
    for (Path child : DirectoryListing.children(host)) {
      String name = child.getFileName().toString();
      if (name.startsWith(".") == segment.startsWith(".") && regex.matcher(name).matches()) {
        next.add(folder + "/" + name);
      }
    }
  }

  private static boolean isMagic(String segment) {
    return segment.contains("*") || segment.contains("?") || segment.contains("[");
  }

  private static Pattern regex(String segment) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      switch (c) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '[' -> {
          int end = segment.indexOf(']', segment.startsWith("[!]", i) ? i + 3 : i + 2);
          if (end < 0) {
            regex.append("\\[");
          } else {
            regex.append(characterClass(segment.substring(i + 1, end)));
            i = end;
          }
        }
        case '\\' -> {
          i = Math.min(i + 1, segment.length() - 1);
          regex.append(Pattern.quote(segment.substring(i, i + 1)));
        }
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + segment + "' is not a pattern", e);
    }
  }

  private static String characterClass(String inner) {
    boolean negated = inner.startsWith("!") || inner.startsWith("^");
    String members = negated ? inner.substring(1) : inner;
    return "["
        + (negated ? "^" : "")
        + members
            .replace("\\", "\\\\")
            .replace("[", "\\[")
            .replace("]", "\\]")
            .replace("&", "\\&")
            .replace("^", "\\^")
        + "]";
  }
}
