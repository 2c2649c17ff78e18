package org.periplus.api.file;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of bytes, both ends included: RFC 9110, 14.1.2. */
public record ByteRange(long first, long last) {

  private static final Pattern ONE =
      Pattern.compile("\\s*bytes\\s*=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

  /** A range that begins after the end of the file. */
  public static final class NotSatisfiableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSatisfiableException(String range, long size) {
      super("The range '" + range + "' is outside of the file's " + size + " bytes.");
    }
  }

  /**
   * The range that a header asks for; empty for no range, and for several, which are not served.
   *
   * @throws NotSatisfiableException if it begins after the end of the file
   */
  public static Optional<ByteRange> parse(String header, long size) {
    if (header == null) {
      return Optional.empty();
    }
    Matcher matcher = ONE.matcher(header);
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    boolean suffix = matcher.group(1).isEmpty();
    long last = suffix || matcher.group(2).isEmpty() ? size - 1 : Long.parseLong(matcher.group(2));
    long first =
        suffix
            ? Math.max(0, size - Long.parseLong(matcher.group(2)))
            : Long.parseLong(matcher.group(1));
    if (!suffix && last < first && !matcher.group(2).isEmpty()) {
      return Optional.empty();
    }
    if (first >= size) {
      throw new NotSatisfiableException(header, size);
    }
    return Optional.of(new ByteRange(first, Math.min(last, size - 1)));
  }

  public long length() {
    return last - first + 1;
  }

  String contentRange(long size) {
    return "bytes " + first + "-" + last + "/" + size;
  }
}
