package org.periplus.cwl.expression;

import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Scriptable;

/**
 * How large a value is as JSON, before it is made: a few arrays that hold each other many times, or
 * one long string many times, need little memory until then.
 */
final class ValueSize {

  private static final double BYTES_OF_A_CHARACTER = 2;
  private static final double BYTES_OF_A_VALUE = 8;

  /** Deeper than this nothing is counted: cycles are for JSON.stringify to refuse. */
  private static final int MAX_DEPTH = 500;

  private final double enough;
  private double bytes;

  private ValueSize(double enough) {
    this.enough = enough;
  }

  /**
   * The bytes, roughly.
   *
   * @param enough where the count may stop
   */
  static double of(Object value, double enough) {
    ValueSize size = new ValueSize(enough);
    size.add(value, 0);
    return size.bytes;
  }

  private void add(Object value, int depth) {
    bytes += BYTES_OF_A_VALUE;
    if (bytes > enough || depth > MAX_DEPTH) {
      return;
    }
    if (value instanceof CharSequence text) {
      bytes += text.length() * BYTES_OF_A_CHARACTER;
    } else if (value instanceof NativeArray array) {
      bytes += array.getLength() * BYTES_OF_A_VALUE;
      for (Object id : bytes > enough ? new Object[0] : array.getIds()) {
        if (id instanceof Integer index) {
          add(array.get(index, array), depth + 1);
        }
      }
    } else if (value instanceof NativeObject object) {
      for (Object id : object.getIds()) {
        if (id instanceof String name && isPlain(object, name)) {
          bytes += name.length() * BYTES_OF_A_CHARACTER;
          add(object.get(name, object), depth + 1);
        }
      }
    }
  }

  /** Whether reading the property runs no code of the script. */
  private static boolean isPlain(NativeObject object, String name) {
    Scriptable scope = object.getParentScope();
    return object.getGetterOrSetter(name, 0, scope, false) == null;
  }
}
