package org.periplus.cwl.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeJSON;
import org.mozilla.javascript.RhinoException;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/**
 * Runs the JavaScript of one expression at a time for each caller, on a thread of its own: the
 * caller gets an answer or an exception soon after the time limit even when a built-in function of
 * the engine does not come back.
 */
final class JavaScript implements AutoCloseable {

  private static final long GRACE_MILLIS = 1000;
  private static final long LARGEST_VALUE_BYTES = 128L << 20;
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final ExpressionLimits limits;
  private final Sandbox sandbox;
  private final ScriptCache scripts = new ScriptCache();
  private final ExecutorService threads;

  JavaScript(ExpressionLimits limits) {
    this.limits = limits;
    this.sandbox = new Sandbox(limits);
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "cwl-expression-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  JsonNode evaluate(Template.Code code, ExpressionContext context, List<String> libraries) {
    Future<JsonNode> result = threads.submit(() -> evaluateHere(code, context, libraries));
    try {
      return result.get(limits.timeout().toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      result.cancel(true);
      throw new ExpressionException(code.source(), sandbox.overTime(), 0);
    } catch (InterruptedException e) {
      result.cancel(true);
      Thread.currentThread().interrupt();
      throw new ExpressionException(code.source(), "interrupted", 0);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ExpressionException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private JsonNode evaluateHere(
      Template.Code code, ExpressionContext context, List<String> libraries) {
    try {
      return sandbox.call(js -> run(js, code, context, libraries));
    } catch (RhinoException e) {
      throw new ExpressionException(code.source(), reason(e), isLibrary(e) ? 0 : e.lineNumber());
    } catch (Sandbox.LimitExceeded e) {
      throw new ExpressionException(code.source(), e.getMessage(), 0);
    } catch (StackOverflowError e) {
      throw new ExpressionException(code.source(), "the calls are nested too deeply", 0);
    } catch (OutOfMemoryError e) { // One array that is too large; the heap of others is untouched
      throw new ExpressionException(code.source(), "there is not enough memory for it", 0);
    } catch (ExpressionException e) {
      throw e;
    } catch (RuntimeException e) { // A stranger's script that finds a fault of Rhino's
      throw new ExpressionException(code.source(), "JavaScript cannot evaluate it: " + e, 0);
    }
  }

  private JsonNode run(
      Context js, Template.Code code, ExpressionContext context, List<String> libraries) {
    ScriptableObject scope = js.initSafeStandardObjects();
    GuardedBuiltins.install(scope, (double) Math.min(limits.maxMemoryBytes(), LARGEST_VALUE_BYTES));
    GuardedBuiltins.repairCalls(scope);
    define(js, scope, "inputs", context.inputs());
    define(js, scope, "self", context.self());
    define(js, scope, "runtime", context.runtime());
    for (int i = 0; i < libraries.size(); i++) {
      scripts.compile(js, libraries.get(i), "expressionLib[" + i + "]").exec(js, scope, scope);
    }
    Object result = scripts.compile(js, program(code), "expression").exec(js, scope, scope);
    return toJson(js, scope, code, result);
  }

  /** The code in strict mode, with its first line as line 1. */
  static String program(Template.Code code) {
    return code.isBody()
        ? "\"use strict\"; (function() {" + code.inner() + "\n})()"
        : "\"use strict\"; (" + code.inner() + "\n)";
  }

  private static void define(Context js, ScriptableObject scope, String name, JsonNode value) {
    Callable asItIs = (c, s, self, arguments) -> arguments[1];
    Object converted =
        value.isNull() ? null : NativeJSON.parse(js, scope, value.toString(), asItIs);
    ScriptableObject.defineProperty(scope, name, converted, ScriptableObject.PERMANENT);
  }

  private static JsonNode toJson(
      Context js, ScriptableObject scope, Template.Code code, Object result) {
    if (result == null || Undefined.isUndefined(result)) {
      return NullNode.getInstance();
    }
    if (ValueSize.of(result, LARGEST_VALUE_BYTES) > LARGEST_VALUE_BYTES) {
      throw new Sandbox.LimitExceeded("its value would need more memory than is allowed");
    }
    if (NativeJSON.stringify(js, scope, result, null, null) instanceof CharSequence json) {
      try {
        return JSON.readTree(json.toString());
      } catch (JsonProcessingException e) {
        throw new ExpressionException(code.source(), e.getOriginalMessage(), 0);
      }
    }
    throw new ExpressionException(
        code.source(), "the value is a " + typeOf(result) + ", which is not JSON", 0);
  }

  private static String typeOf(Object result) {
    return result instanceof Function ? "function" : "symbol";
  }

  private static String reason(RhinoException e) {
    String details = e.details();
    return isLibrary(e)
        ? details + " (line " + e.lineNumber() + " of " + e.sourceName() + ")"
        : details;
  }

  private static boolean isLibrary(RhinoException e) {
    return e.sourceName() != null && e.sourceName().startsWith("expressionLib");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
