package org.periplus.cwl.expression;

import java.io.Serial;
import java.util.List;
import java.util.function.Function;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.IdFunctionObject;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Built-in functions that one call could keep busy, or make allocate, without bounds: those of
 * arrays (which go through {@code length} elements whether they exist or not) and those that
 * lengthen strings. Each gets a check of its size in front.
 */
final class GuardedBuiltins {

  private static final double BYTES_OF_AN_ELEMENT = 16;
  private static final double BYTES_OF_A_CHARACTER = 2;

  private GuardedBuiltins() {}

  static void install(ScriptableObject scope, double maxBytes) {
    Scriptable arrays = ScriptableObject.getArrayPrototype(scope);
    for (Object id : ((ScriptableObject) arrays).getAllIds()) {
      if (id instanceof String name && !name.equals("constructor")) {
        guard(arrays, name, maxBytes / BYTES_OF_AN_ELEMENT, GuardedBuiltins::lengthOf);
      }
    }
    Scriptable strings = ScriptableObject.getClassPrototype(scope, "String");
    double characters = maxBytes / BYTES_OF_A_CHARACTER;
    guard(
        strings,
        "repeat",
        characters,
        (self, arguments) -> ScriptRuntime.toString(self).length() * firstNumber(arguments));
    guard(strings, "padStart", characters, (self, arguments) -> firstNumber(arguments));
    guard(strings, "padEnd", characters, (self, arguments) -> firstNumber(arguments));
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

  private static double lengthOf(Object self, Object[] arguments) {
    return self instanceof Scriptable object
            && ScriptableObject.getProperty(object, "length") instanceof Number length
        ? length.doubleValue()
        : 0;
  }

  private static double firstNumber(Object[] arguments) {
    return arguments.length == 0 ? 0 : ScriptRuntime.toNumber(arguments[0]);
  }

  private static void guard(Scriptable prototype, String name, double most, Size size) {
    replace(
        prototype,
        name,
        original ->
            new Wrapper(name) {
              @Override
              public Object call(Context js, Scriptable from, Scriptable self, Object[] arguments) {
                if (size.of(self, arguments) > most) {
                  throw new Sandbox.LimitExceeded(
                      name + "() would need more memory than is allowed");
                }
                return original.call(js, from, self, arguments);
              }
            });
  }

  private static void replace(
      Scriptable prototype, String name, Function<Callable, Wrapper> replacement) {
    if (ScriptableObject.getProperty(prototype, name) instanceof Callable original
        && original instanceof Scriptable function) {
      Wrapper wrapper = replacement.apply(original);
      wrapper.setParentScope(function.getParentScope());
      wrapper.setPrototype(function.getPrototype());
      ScriptableObject.defineProperty(prototype, name, wrapper, ScriptableObject.DONTENUM);
    }
  }

  /** How large the work of a call is. */
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
