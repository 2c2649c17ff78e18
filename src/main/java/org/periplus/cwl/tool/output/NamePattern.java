package org.periplus.cwl.tool.output;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * One segment of a POSIX glob(3) pattern, without slashes: {@code *}, {@code ?}, {@code [a-z]},
 * {@code [!a]} and a backslash before a character that stands for itself. Both the pattern and the
 * name may be a stranger's: the time that a match takes grows no faster than the product of their
 * lengths. Immutable.
 */
final class NamePattern {

  /** Longer than a name can be, since one character of it may be a class of many. */
  private static final int LONGEST = 4096;

  private final List<Part> parts = new ArrayList<>();

  private sealed interface Part {}

  /** Any number of characters. */
  private record Star() implements Part {}

  /** One character. */
  private record One(IntPredicate character) implements Part {}

  /**
   * @throws IllegalArgumentException if the segment is longer than any path
   */
  NamePattern(String segment) {
    if (segment.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a part of the pattern has %d characters, and may have %d"
              .formatted(segment.length(), LONGEST));
    }
    int[] pattern = segment.codePoints().toArray();
    for (int i = 0; i < pattern.length; i++) {
      int c = pattern[i];
      int end = c == '[' ? endOfClass(pattern, i) : -1;
      if (end > 0) {
        parts.add(new One(characterClass(pattern, i + 1, end)));
        i = end;
      } else if (c == '*') {
        addStar();
      } else if (c == '?') {
        parts.add(new One(any -> true));
      } else {
        i = c == '\\' ? Math.min(i + 1, pattern.length - 1) : i;
        int literal = pattern[i];
        parts.add(new One(other -> other == literal));
      }
    }
  }

  private void addStar() {
    if (!isStar(parts.size() - 1)) {
      parts.add(new Star());
    }
  }

  /** Whether a segment has anything but characters that stand for themselves. */
  static boolean isMagic(String segment) {
    return segment.contains("*") || segment.contains("?") || segment.contains("[");
  }

  /** Where the class that begins there has its bracket; a bracket that comes first is a member. */
  private static int endOfClass(int[] pattern, int start) {
    int first = start + 1;
    if (first < pattern.length && (pattern[first] == '!' || pattern[first] == '^')) {
      first++;
    }
    for (int i = first + 1; i < pattern.length; i++) {
      if (pattern[i] == ']') {
        return i;
      }
    }
    return -1;
  }

  private static IntPredicate characterClass(int[] pattern, int from, int end) {
    boolean negated = pattern[from] == '!' || pattern[from] == '^';
    int first = negated ? from + 1 : from;
    IntPredicate members =
        character -> {
          for (int i = first; i < end; i++) {
            boolean range = i + 2 < end && pattern[i + 1] == '-';
            int last = range ? pattern[i + 2] : pattern[i];
            if (pattern[i] <= character && character <= last) {
              return true;
            }
            i += range ? 2 : 0;
          }
          return false;
        };
    return negated ? members.negate() : members;
  }

  /**
   * Whether it matches the whole name. A star first stands for nothing; where the rest does not
   * fit, the last star takes one character more, and the stars before it need not be asked again.
   */
  boolean matches(String name) {
    int[] characters = name.codePoints().toArray();
    int part = 0;
    int at = 0;
    int star = -1;
    int afterStar = 0;
    while (at < characters.length) {
      if (isStar(part)) {
        star = part++;
        afterStar = at;
      } else if (takes(part, characters[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++afterStar;
      } else {
        return false;
      }
    }
    while (isStar(part)) {
      part++;
    }
    return part == parts.size();
  }

  private boolean isStar(int part) {
    return part >= 0 && part < parts.size() && parts.get(part) instanceof Star;
  }

  private boolean takes(int part, int character) {
    return part < parts.size()
        && parts.get(part) instanceof One one
        && one.character().test(character);
  }
}
