package org.periplus.cwl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.model.Requirement;

@Timeout(30)
class SandboxTest {

  private static final ExpressionEngine ENGINE =
      new ExpressionEngine(new ExpressionLimits(Duration.ofMillis(700), 64L << 20, 500));

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ while (true); }",
        "${ for (;;) { try { while (true); } catch (e) { } finally { continue; } } }",
        "${ function f() { return f(); } for (;;) { try { f(); } catch (e) { } } }",
        "${ return /(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'); }",
        "${ [1, 2, 3].sort(function() { while (true); }); return 1; }",
      })
  void anEndlessLoopEndsAtTheTimeLimit(String endless) {
    assertThatThrownBy(() -> evaluate(endless))
        .isInstanceOf(ExpressionException.class)
        .hasMessageMatching("(?s).*(took longer than 0.7 s|used more than 64 MiB).*");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${ var a = []; while (true) { a.push(new Array(1000).join('x')); } }",
        "${ var s = 'x'; while (true) { s += s + 'y'; s.indexOf('z'); } }",
        "${ var s = 'x'; while (true) s += s; }",
        "${ var s = 'x'; for (;;) s = `${s}${s}`; }",
        "${ var s = 'x'; for (var i = 0; i < 26; i++) s += s; return s === s + 'y'; }",
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
      })
  void anAllocationBombIsRefused(String bomb) {
    try (ExpressionEngine patient =
        new ExpressionEngine(new ExpressionLimits(Duration.ofSeconds(25), 64L << 20, 500))) {
      assertThatThrownBy(() -> evaluate(bomb, patient))
          .isInstanceOf(ExpressionException.class)
          .hasMessageContaining("memory");
    }
  }

  @Test
  void aStringThatGrowsTooLongCanBeCaughtAndHarmsNobody() {
    String grows = "${ var s = 'x'; try { while (true) s += s; } catch (e) { return e.name; } }";

    assertThat(evaluate(grows).textValue()).isEqualTo("RangeError");
  }

  @Test
  void rawMemoryIsNotForExpressions() {
    assertThatThrownBy(() -> evaluate("$(new Uint8Array(2e9))")).hasMessageContaining("Uint8Array");
    assertThatThrownBy(() -> evaluate("$(new ArrayBuffer(2e9))"))
        .hasMessageContaining("ArrayBuffer");
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
        .hasMessageContaining("stack depth");
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
