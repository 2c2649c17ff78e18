package org.periplus.job.step;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.periplus.staging.store.StoredFile;

/** The last lines of a log, as text that does nothing to whoever reads it. */
final class LogTail {

  /** However long lines are, no more is read. */
  private static final int MOST_BYTES = 64 * 1024;

  private static final int LONGEST_LINE = 2000;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;:]{0,30}m");
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\t]]");

  private LogTail() {}

  static List<String> of(StoredFile log, int most) throws IOException {
    long from = Math.max(0, log.size() - MOST_BYTES);
    byte[] bytes;
    try (InputStream input = log.read(from, log.size() - from)) {
      bytes = input.readNBytes(MOST_BYTES);
    }
    List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
    // The first is the rest of a line, if anything was left out.
    int first = Math.max(from > 0 && lines.size() > 1 ? 1 : 0, lines.size() - most);
    return lines.subList(first, lines.size()).stream().map(LogTail::shown).toList();
  }

  private static String shown(String line) {
    String plain = CONTROL.matcher(COLOUR.matcher(line).replaceAll("")).replaceAll("?");
    return plain.length() > LONGEST_LINE ? plain.substring(0, LONGEST_LINE) + " …" : plain;
  }
}
