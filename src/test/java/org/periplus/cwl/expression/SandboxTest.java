package org.periplus.cwl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.model.Requirement;

@Timeout(30)
class SandboxTest {

  private static final ExpressionEngine ENGINE =
      new ExpressionEngine(new ExpressionLimits(Duration.ofMillis(700), 64L << 20, 512L << 20));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** Each keeps its thread busy, or its memory growing, until something ends it. */
  static Stream<String> bombs() {
    return Stream.of(
        "${ while (true); }",
        "${ for (;;) { try { while (true); } catch (e) { } finally { continue; } } }",
        "${ function f() { return f(); } for (;;) { try { f(); } catch (e) { } } }",
        "${ return /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'); }",
        "${ [1, 2, 3].sort(function() { while (true); }); return 1; }",
        "${ var b = 2n; for (var i = 0; i < 40; i++) b = b * b; return 1; }",
        "${ var b = 3n ** 300000n; for (;;) var c = b * 3n % (b - 1n); }",
        "${ return 2n ** 100000000n > 1; }",
        "${ return String(7n ** 350000n).length + String(7n ** 350000n) ** 2; }",
        "${ var a = []; while (true) { a.push(new Array(1000).join('x')); } }",
        "${ var s = 'x'; while (true) { s += s + 'y'; s.indexOf('z'); } }",
        "${ var s = 'x'; while (true) s += s; }",
        "${ var s = 'x'; for (;;) s = `${s}${s}`; }",
        "${ var a = [1]; while (true) { a = a.concat(a); } }",
        "${ var a = [1]; while (true) { a = [...a, ...a]; } }",
        "${ var a = [1]; while (true) { a.push.apply(a, a); } }",
        "${ var a = [1]; for (var i = 0; i < 60; i++) { a = [a, a]; } return a; }",
        "${ var s = 'x'.repeat(1e6); return new Array(1e6).fill(s); }",
        "${ var s = 'x'.repeat(1e7); return s.replace(/x/g, s); }",
        "$(new Array(1e9).join('x'))",
        "$([...new Array(1e9)])",
        "$(new Array(1e6).join('x'.repeat(1e6)))",
        "$(Array.from({length: 1e9}))",
        "$(Array.apply(null, {length: 1e9}))",
        "$('x'.repeat(3e7).split(''))",
        "$(JSON.stringify(new Array(1e9)))",
        "$('x'.repeat(1e9))",
        "$('x'.padEnd(1e9))",
        "$(new Array(4294967295).join('x'))",
        "${ var a = []; a.length = 4294967295; a.forEach(function() {}); return 1; }",
        "$(Array.prototype.indexOf.call({length: 9007199254740991}, 1))",
        "$(new Uint8Array(2e9))",
        "$(new ArrayBuffer(2e9))",
        "${ var a = new Float64Array(1e6); for (;;) a.sort(); }",
        "${ var m = new Map(); for (var i = 0; ; i++) m.set(i, {}); }",
        "${ for (;;) { var o = {}; o.self = o; } }",
        "$((function f() { return Promise.resolve().then(f); })())",
        "${ async function f() { for (;;) await 1; } return f(); }",
        "${ function* g() { for (;;) yield 1; } return [...g()]; }",
        "${ return new Proxy([], {get: () => { for (;;); }}); }",
        "${ return {toJSON: function() { for (;;); }}; }",
        "${ throw {toString: function() { for (;;); }}; }",
        "${ throw {get stack() { for (;;); }}; }",
        "$('" + "(".repeat(20_000) + "'.length + eval('" + "(".repeat(20_000) + "'))",
        "${ var o = []; for (var i = 0; i < 1e5; i++) o = [o]; return o; }");
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void aBombIsRefusedAndNothingOfItIsLeftRunning(String bomb) {
    assertThatThrownBy(() -> evaluate(bomb)).isInstanceOf(ExpressionException.class);

    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (ENGINE.busy() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(ENGINE.busy()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ while (true); }",
        "${ for (;;) { try { while (true); } catch (e) { } finally { continue; } } }",
        "${ return /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'); }",
        "${ [1, 2, 3].sort(function() { while (true); }); return 1; }",
        "${ var b = 3n ** 300000n; for (;;) var c = b * 3n % (b - 1n); }",
        "$(Array.prototype.indexOf.call({length: 9007199254740991}, 1))",
        "${ throw {toString: function() { for (;;); }}; }",
      })
  void anEndlessLoopEndsAtTheTimeLimit(String endless) {
    assertThatThrownBy(() -> evaluate(endless))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("took longer than 0.7 s");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ var s = 'x'; while (true) { s += s + 'y'; s.indexOf('z'); } }",
        "${ var a = [1]; while (true) { a = a.concat(a); } }",
        "${ var a = [1]; while (true) { a = [...a, ...a]; } }",
        "${ var s = 'x'.repeat(1e7); return s.replace(/x/g, s); }",
        "$([...new Array(1e9)])",
        "$(new Array(1e6).join('x'.repeat(1e6)))",
        "$('x'.repeat(3e7).split(''))",
        "$('x'.repeat(1e9))",
        "$('x'.padEnd(1e9))",
        "$(new Uint8Array(1e9))",
        "$(new ArrayBuffer(1e9))",
        "${ try { return 'x'.repeat(1e9); } catch (e) { return 'caught'; } }",
        "${ return new Array(1e6).fill(1); }",
      })
  void anAllocationBombIsRefused(String bomb) {
    try (ExpressionEngine patient =
        new ExpressionEngine(new ExpressionLimits(Duration.ofSeconds(25), 64L << 20, 512L << 20))) {
      assertThatThrownBy(() -> evaluate(bomb, patient))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("memory");
    }
  }

  @Test
  void aStringThatGrowsTooLongCanBeCaughtAndHarmsNobody() {
    String grows = "${ var s = 'x'; try { while (true) s += s; } catch (e) { return e.message; } }";

    assertThat(evaluate(grows).textValue()).isEqualTo("string too long");
  }

  @Test
  void whatLargeExpressionsHoldIsBoundedTogetherAndOrdinaryOnesAreNotAffected() {
    MemoryBudget budget =
        new MemoryBudget(new ExpressionLimits(Duration.ofSeconds(1), 64L << 20, 48L << 20));
    try (MemoryBudget.Share large = budget.share();
        MemoryBudget.Share ordinary = budget.share();
        MemoryBudget.Share another = budget.share()) {
      large.take(60L << 20);

      assertThatThrownBy(() -> large.take(5L << 20)).hasMessageContaining("more than 64 MiB");
      assertThatThrownBy(() -> another.take(60L << 20))
          .hasMessageContaining("beside the other expressions");
      ordinary.take(16L << 20);

      large.close();
      another.take(60L << 20);
    }
  }

  @Test
  void theHeapIsWhereItWasAfterBombs() {
    evaluate("$(1 + 1)");
    long before = collectedHeap();

    bombs()
        .filter(bomb -> bomb.contains("push") || bomb.contains("n ** ") || bomb.contains("fill"))
        .forEach(bomb -> failure(bomb, ENGINE));

    // The last bomb's thread may still be ending when its failure is told.
    long allowed = before + (16L << 20);
    long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    long after = collectedHeap();
    while (after >= allowed && System.nanoTime() < deadline) {
      after = collectedHeap();
    }
    assertThat(after).isLessThan(allowed);
  }

  @Test
  void garbageDoesNotCountAsMemory() {
    String busy =
        "${ var until = new Date().getTime() + 400, n = 0;"
            + " while (new Date().getTime() < until) { n = ('x' + n).length; } return n; }";

    assertThat(evaluate(busy).intValue()).isEqualTo(2);
  }

  @Test
  void deepRecursionIsRefused() {
    assertThatThrownBy(() -> evaluate("${ function f(n) { return f(n + 1); } return f(0); }"))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining("nested too deeply");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$(java.lang.System.exit(1))",
        "$(Packages.java.io.File)",
        "$(new JavaAdapter())",
        "$(importPackage)",
        "$(inputs.getClass().forName('java.lang.Runtime'))",
        "$(require('fs'))",
        "$(''.constructor.constructor('return java')())",
      })
  void nothingOfJavaCanBeReached(String attack) {
    assertThatThrownBy(() -> evaluate(attack)).isInstanceOf(ExpressionException.class);
  }

  @Test
  void nothingIsLeftForTheNextExpression() {
    evaluate("${ Object.prototype.leak = 1; Array.prototype.join = null; return 0; }");

    assertThat(evaluate("${ return typeof ({}).leak + [1, 2].join('-'); }").textValue())
        .isEqualTo("undefined1-2");
  }

  @Test
  void manyExpressionsInARowDoNotAddUpToALimit() {
    for (int i = 0; i < 1000; i++) {
      assertThat(evaluate("${ return " + i + " * 2; }").intValue()).isEqualTo(2 * i);
    }
  }

  @Test
  void noHostFunctionCanBeReached() {
    assertThat(
            evaluate(
                    "$(['java_invoke', 'plugin', 'Javy', 'console', 'require', 'process', 'fetch',"
                        + " '$periplus'].filter(name => name in globalThis).join())")
                .textValue())
        .isEmpty();
  }

  @Test
  void randomNumbersDifferFromOneEvaluationToTheNext() {
    assertThat(evaluate("$(Math.random())")).isNotEqualTo(evaluate("$(Math.random())"));
  }

  private static long collectedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String failure(String expression, ExpressionEngine engine) {
    try {
      return evaluate(expression, engine).toString();
    } catch (ExpressionException e) {
      return e.getMessage();
    }
  }

  private static JsonNode evaluate(String expression) {
    return evaluate(expression, ENGINE);
  }

  private static JsonNode evaluate(String expression, ExpressionEngine engine) {
    return engine.evaluate(
        expression,
        ExpressionContext.of(
            JsonNodeFactory.instance.objectNode(),
            Optional.of(new Requirement.InlineJavascript(List.of()))));
  }
}
