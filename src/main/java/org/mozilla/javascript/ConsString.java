package org.mozilla.javascript;

import java.io.Serial;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What Rhino makes of {@code a + b} for strings: the two parts, joined when the text is first
 * needed. This class stands in for Rhino's own of the same name (a WAR's classes come before its
 * archives), which has no limit: thirty doublings make a string of two gigabytes, and the sum of
 * its lengths overflows soon after. Rhino asks no hook of ours when it adds strings.
 */
public class ConsString implements CharSequence, Serializable {

  /** 64 Mi characters, which take 128 MiB at most. */
  public static final int MAX_LENGTH = 1 << 26;

  @Serial private static final long serialVersionUID = 1L;

  private final int length;

  /** Not joined yet; both null afterwards. */
  private CharSequence left;

  private CharSequence right;

  private String joined;

  /** Called by Rhino's interpreter. */
  public ConsString(CharSequence left, CharSequence right) {
    long sum = (long) left.length() + right.length();
    if (sum > MAX_LENGTH) {
      throw ScriptRuntime.rangeError(
          "the string would take more memory than is allowed (" + sum + " characters)");
    }
    this.length = (int) sum;
    this.left = left instanceof ConsString ? left : left.toString();
    this.right = right instanceof ConsString ? right : right.toString();
  }

  @Override
  public synchronized String toString() {
    if (joined == null) {
      joined = join();
      left = null;
      right = null;
    }
    return joined;
  }

  /** Fills in the text from its end: most texts grow there, so few parts wait at a time. */
  private String join() {
    char[] text = new char[length];
    int end = length;
    Deque<CharSequence> waiting = new ArrayDeque<>();
    waiting.push(left);
    waiting.push(right);
    while (!waiting.isEmpty()) {
      CharSequence part = waiting.pop();
      if (part instanceof ConsString rope && rope.joined == null) {
        waiting.push(rope.left);
        waiting.push(rope.right);
      } else {
        String plain = part.toString();
        end -= plain.length();
        plain.getChars(0, plain.length(), text, end);
      }
    }
    return new String(text);
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public char charAt(int index) {
    return toString().charAt(index);
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return toString().substring(start, end);
  }

  @Serial
  private Object writeReplace() {
    return toString();
  }
}
