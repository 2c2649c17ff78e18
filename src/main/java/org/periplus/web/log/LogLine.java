package org.periplus.web.log;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a line of a log looks like to somebody who searches for what went wrong. */
final class LogLine {

  /** Of what kind it is. */
  enum Kind {
    PLAIN,
    WARNING,
    ERROR;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** As log.js has them. */
  private static final Pattern ERROR =
      Pattern.compile(
          "\\b(?:ERROR|FATAL|CRITICAL|SEVERE)\\b|\\b[Ee]rror:|\\bTraceback"
              + " \\(|\\b[A-Z]\\w{0,80}(?:Error|Exception)\\b|\\bKilled$|\\b[Ss]egmentation"
              + " fault|\\bpanic:");

  private static final Pattern WARNING = Pattern.compile("\\bWARN(?:ING)?\\b|\\b[Ww]arning:");

  /** Among it is the command, which may name whatever it will say. */
  private static final String OURS = "[periplus] ";

  /** Without one of them neither is found: texts are found far sooner than patterns. */
  private static final List<String> HINTS =
      List.of(
          "rror",
          "ERROR",
          "FATAL",
          "CRITICAL",
          "SEVERE",
          "Traceback",
          "Exception",
          "Killed",
          "egmentation",
          "panic",
          "WARN",
          "arning");

  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]{0,30}m");

  private LogLine() {}

  static Kind kind(String written) {
    if (written.startsWith(OURS) || HINTS.stream().noneMatch(written::contains)) {
      return Kind.PLAIN;
    }
    CharSequence line = COLOUR.matcher(written).replaceAll("");
    if (ERROR.matcher(line).find()) {
      return Kind.ERROR;
    }
    return WARNING.matcher(line).find() ? Kind.WARNING : Kind.PLAIN;
  }
}
