package org.periplus.trace;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header {@code tracestate}: "Trace Context", section 3.3. */
final class TraceState {

  private static final int MOST = 32;
  private static final Pattern MEMBER =
      Pattern.compile(
          "([a-z0-9][a-z0-9_\\-*/@]{0,255})="
              + "[\\x20-\\x2b\\x2d-\\x3c\\x3e-\\x7e]{0,255}[\\x21-\\x2b\\x2d-\\x3c\\x3e-\\x7e]");

  private TraceState() {}

  /** The members in their order without space around them; empty if one of them is wrong. */
  static String read(String header) {
    List<String> members = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    for (String written : (header == null ? "" : header).split(",", -1)) {
      String member = written.strip();
      if (member.isEmpty()) {
        continue;
      }
      Matcher matcher = MEMBER.matcher(member);
      if (!matcher.matches() || !keys.add(matcher.group(1))) {
        return "";
      }
      members.add(member);
    }
    return members.size() > MOST ? "" : String.join(",", members);
  }
}
