package org.periplus.cwl.expression;

import java.io.Serial;
import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.ScriptRuntime;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

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
    if (ScriptableObject.getProperty(prototype, name) instanceof Callable original
        && original instanceof Scriptable function) {
      BaseFunction guarded = new Guarded(name, original, most, size);
      guarded.setParentScope(function.getParentScope());
      guarded.setPrototype(function.getPrototype());
      ScriptableObject.defineProperty(prototype, name, guarded, ScriptableObject.DONTENUM);
    }
  }

  /** How large the work of a call is. */
  private interface Size {
    double of(Object self, Object[] arguments);
  }

  private static final class Guarded extends BaseFunction {
    @Serial private static final long serialVersionUID = 1L;

    private final String name;
    private final transient Callable original;
    private final double most;
    private final transient Size size;

    Guarded(String name, Callable original, double most, Size size) {
      this.name = name;
      this.original = original;
      this.most = most;
      this.size = size;
    }

    @Override
    public Object call(Context js, Scriptable scope, Scriptable self, Object[] arguments) {
      if (size.of(self, arguments) > most) {
        throw new Sandbox.LimitExceeded(name + "() would need more memory than is allowed");
      }
      return original.call(js, scope, self, arguments);
    }

    @Override
    public String getFunctionName() {
      return name;
    }
  }
}
