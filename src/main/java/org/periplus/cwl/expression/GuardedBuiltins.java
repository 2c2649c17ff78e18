package org.periplus.cwl.expression;

import java.io.Serial;
import java.util.List;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.IdFunctionObject;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Symbol;
import org.mozilla.javascript.SymbolKey;
import org.mozilla.javascript.Undefined;

/**
 * Built-in functions that one call could keep busy, or make allocate, without bounds: no check of
 * time and memory happens inside of them. Each gets a check of its size in front. Those that hand
 * out raw memory are taken away; CWL asks for ECMAScript 5, which has none.
 */
final class GuardedBuiltins {

  private static final double BYTES_OF_AN_ELEMENT = 16;
  private static final double BYTES_OF_A_CHARACTER = 2;
  private static final double BYTES_OF_A_SHORT_STRING = 48;

  /** A replacement hardly ever takes the place of more than each eighth character. */
  private static final double CHARACTERS_FOR_A_REPLACEMENT = 8;

  /** Arrays with more are refused for their length alone. */
  private static final int MOST_ELEMENTS = 1 << 23;

  private static final List<String> RAW_MEMORY =
      List.of(
          "ArrayBuffer",
          "DataView",
          "Int8Array",
          "Uint8Array",
          "Uint8ClampedArray",
          "Int16Array",
          "Uint16Array",
          "Int32Array",
          "Uint32Array",
          "Float32Array",
          "Float64Array",
          "BigInt64Array",
          "BigUint64Array");

  private GuardedBuiltins() {}

  static void install(ScriptableObject scope, double maxBytes) {
    RAW_MEMORY.forEach(scope::delete);
    guardArrays(scope, maxBytes);
    guardStrings(scope, maxBytes);
    guard(
        (Scriptable) ScriptableObject.getProperty(scope, "JSON"),
        "stringify",
        maxBytes,
        (self, arguments) -> arguments.length == 0 ? 0 : ValueSize.of(arguments[0], maxBytes));
  }

  private static void guardArrays(ScriptableObject scope, double maxBytes) {
    Scriptable arrays = ScriptableObject.getArrayPrototype(scope);
    for (Object id : ((ScriptableObject) arrays).getAllIds()) {
      if (id instanceof String name && !name.equals("constructor")) {
        guard(arrays, name, maxBytes, GuardedBuiltins::elements);
      }
    }
    guard(arrays, SymbolKey.ITERATOR, maxBytes, GuardedBuiltins::elements);
    guard(arrays, "join", maxBytes, GuardedBuiltins::joined);
    guard(arrays, "toString", maxBytes, GuardedBuiltins::joined);
    Scriptable constructor = (Scriptable) ScriptableObject.getProperty(scope, "Array");
    guard(constructor, "from", maxBytes, GuardedBuiltins::elements);
    Size spread = (self, arguments) -> elements(null, arguments);
    guard(ScriptableObject.getFunctionPrototype(scope), "apply", maxBytes, spread);
    if (ScriptableObject.getProperty(scope, "Reflect") instanceof Scriptable reflect) {
      guard(reflect, "apply", maxBytes, spread);
      guard(reflect, "construct", maxBytes, spread);
    }
  }

  private static void guardStrings(ScriptableObject scope, double maxBytes) {
    Scriptable strings = ScriptableObject.getClassPrototype(scope, "String");
    guard(
        strings,
        "repeat",
        maxBytes,
        (self, arguments) -> characters(self) * firstNumber(arguments) * BYTES_OF_A_CHARACTER);
    for (String name : List.of("padStart", "padEnd")) {
      guard(
          strings,
          name,
          maxBytes,
          (self, arguments) -> firstNumber(arguments) * BYTES_OF_A_CHARACTER);
    }
    Size pieces = (self, arguments) -> characters(self) * BYTES_OF_A_SHORT_STRING;
    for (Object name : List.of("split", "match", "matchAll", SymbolKey.ITERATOR)) {
      guard(strings, name, maxBytes, pieces);
    }
    for (String name : List.of("replace", "replaceAll")) {
      guard(strings, name, maxBytes, GuardedBuiltins::replaced);
    }
    Scriptable constructor = (Scriptable) ScriptableObject.getProperty(scope, "String");
    guard(
        constructor,
        "raw",
        maxBytes,
        (self, arguments) ->
            arguments.length > 0 && arguments[0] instanceof Scriptable template
                ? length(ScriptableObject.getProperty(template, "raw")) * BYTES_OF_AN_ELEMENT
                : 0);
  }

  /**
   * Rhino takes a call of a built-in constructor with {@code this} null for a {@code new}: {@code
   * Number.call(null, 1)} would be an object. Undefined it takes as it should.
   */
  static void repairCalls(ScriptableObject scope) {
    Scriptable functions = ScriptableObject.getFunctionPrototype(scope);
    for (String name : List.of("call", "apply")) {
      replace(
          functions,
          name,
          original ->
              new Wrapper(name) {
                @Override
                public Object call(Context js, Scriptable from, Scriptable self, Object[] given) {
                  Object[] arguments = given;
                  if (self instanceof IdFunctionObject && given.length > 0 && given[0] == null) {
                    arguments = given.clone();
                    arguments[0] = Undefined.instance;
                  }
                  return original.call(js, from, self, arguments);
                }
              });
    }
  }

  private static double elements(Object self, Object[] arguments) {
    double sum = length(self);
    for (Object argument : arguments) {
      sum += length(argument);
    }
    return sum * BYTES_OF_AN_ELEMENT;
  }

  private static double length(Object value) {
    return value instanceof Scriptable object
            && !(value instanceof Function)
            && ScriptableObject.getProperty(object, "length") instanceof Number length
        ? length.doubleValue()
        : 0;
  }

  /** The elements with as many separators. */
  private static double joined(Object self, Object[] arguments) {
    double separator =
        arguments.length > 0 && arguments[0] instanceof CharSequence text ? text.length() : 1;
    double characters = length(self) * separator;
    if (self instanceof NativeArray array && length(self) <= MOST_ELEMENTS) {
      for (Object element : array.toArray()) {
        characters += element instanceof CharSequence text ? text.length() : 0;
      }
    }
    return Math.max(characters * BYTES_OF_A_CHARACTER, elements(self, new Object[0]));
  }

  private static double replaced(Object self, Object[] arguments) {
    double replacement =
        arguments.length > 1 && arguments[1] instanceof CharSequence text ? text.length() : 1;
    return characters(self)
        * Math.max(1, replacement / CHARACTERS_FOR_A_REPLACEMENT)
        * BYTES_OF_A_CHARACTER;
  }

  private static double characters(Object self) {
    return self instanceof CharSequence text
        ? text.length()
        : ScriptRuntime.toString(self).length();
  }

  private static double firstNumber(Object[] arguments) {
    return arguments.length == 0 ? 0 : ScriptRuntime.toNumber(arguments[0]);
  }

  private static void guard(Scriptable owner, Object key, double maxBytes, Size size) {
    replace(
        owner,
        key,
        original ->
            new Wrapper(key.toString()) {
              @Override
              public Object call(Context js, Scriptable from, Scriptable self, Object[] arguments) {
                if (size.of(self, arguments) > maxBytes) {
                  throw new Sandbox.LimitExceeded(
                      getFunctionName() + "() would need more memory than is allowed");
                }
                return original.call(js, from, self, arguments);
              }
            });
  }

  private static void replace(
      Scriptable owner, Object key, java.util.function.Function<Callable, Wrapper> replacement) {
    Object found =
        key instanceof Symbol symbol
            ? ScriptableObject.getProperty(owner, symbol)
            : ScriptableObject.getProperty(owner, key.toString());
    if (found instanceof Callable original && original instanceof Scriptable function) {
      Wrapper wrapper = replacement.apply(original);
      wrapper.setParentScope(function.getParentScope());
      wrapper.setPrototype(function.getPrototype());
      if (key instanceof Symbol symbol) {
        ((ScriptableObject) owner).defineProperty(symbol, wrapper, ScriptableObject.DONTENUM);
      } else {
        ScriptableObject.defineProperty(owner, key.toString(), wrapper, ScriptableObject.DONTENUM);
      }
    }
  }

  /** How many bytes a call may need, roughly. */
  private interface Size {
    double of(Object self, Object[] arguments);
  }

  /** Stands in for a built-in function. */
  private abstract static class Wrapper extends BaseFunction {
    @Serial private static final long serialVersionUID = 1L;

    private final String name;

    Wrapper(String name) {
      this.name = name;
    }

    @Override
    public abstract Object call(Context js, Scriptable from, Scriptable self, Object[] arguments);

    @Override
    public String getFunctionName() {
      return name;
    }
  }
}
