package org.periplus.cwl.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.SourceLocation;

class ExpressionEngineTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ExpressionEngine ENGINE = new ExpressionEngine();

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$(inputs.bands)                | [\"green\",\"nir\"]",
        "$(inputs.bands[1])             | \"nir\"",
        "$(inputs.bands.length)         | 2",
        "$(inputs['bands'][0])          | \"green\"",
        "$(inputs[\"b'az\"].x)          | 1",
        "$(inputs['b\\'az'].x)          | 1",
        "$(inputs.name[0])              | \"s\"",
        "$(null)                        | null",
        "$(self)                        | {\"basename\":\"a.tif\"}",
        "$(runtime.cores)               | 2",
        "  $(inputs.count)              | 7",
        "-$(inputs.count)-              | \"-7-\"",
        "$(inputs.bands)x               | \"[\\\"green\\\", \\\"nir\\\"]x\"",
        "$(inputs.name) $(inputs.count) | \"scene 7\"",
        "\\$(inputs.count)              | \"$(inputs.count)\"",
        "\\\\$(inputs.count)            | \"\\\\7\"",
        "\\n$(inputs.count)             | \"\\\\n7\"",
        "no $ (expression)              | \"no $ (expression)\"",
        "$(inputs.ratio)/1              | \"0.00001/1\"",
        "$(inputs.größe)                | 3",
        "$(inputs.own)                  | {\"length\":5}",
        "$(inputs.own.length)           | 5",
      })
  void parameterReferencesNeedNoJavaScript(String field, String expected) throws Exception {
    assertThat(ENGINE.evaluate(field, context(false))).isEqualTo(JSON.readTree(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$(inputs.nothing)      | 'inputs' has no field 'nothing'",
        "$(inputs.bands[2])     | 'inputs.bands' has no item 2",
        "$(inputs.count.length) | 'inputs.count' is a number and has no field 'length'",
        "$(null.x)              | 'null' is null and has no field 'x'",
        "$(input.x)             | 'input' is not defined",
        "$(inputs.count + 1)    | add InlineJavascriptRequirement",
        "${ return 1; }         | add InlineJavascriptRequirement",
        "$(inputs.count         | the bracket is never closed",
      })
  void saysWhatIsWrongWithAReference(String field, String message) {
    assertThatThrownBy(() -> ENGINE.evaluate(field, context(false)))
        .isInstanceOf(ExpressionException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$(inputs.count + 1)                                     | 8",
        "${ return {a: [1, 2.5, null, true]}; }                  | {\"a\":[1,2.5,null,true]}",
        "$(inputs.missing)                                       | null",
        "$(Array.apply(null, {length: 3}).map(Number.call, Number)) | [0,1,2]",
        "$(inputs.bands.map(function(b) { return b + ')'; }))    | [\"green)\",\"nir)\"]",
        "$(inputs.name.replace(/[)\"']/g, ''))                   | \"scene\"",
        "${ /* it's a } */ return 1; // isn't }#}               | 1",
        "a$(1 + 1)b${return 'c';}                                | \"a2bc\"",
        "$(inputs.bands.map(b => `${b}.tif`).join(' '))          | \"green.tif nir.tif\"",
        "${ const {name, count} = inputs; let [a] = name; return a + count; } | \"s7\"",
        "$(self.basename.split('.').slice(-1)[0])                | \"tif\"",
        "$(JSON.stringify(inputs.bands))                         | \"[\\\"green\\\",\\\"nir\\\"]\"",
        "$(\"été\".length)                                       | 3",
        "$([...inputs.bands, 'red'].length)                      | 3",
        "$({...inputs.own, a: 1})                                | {\"length\":5,\"a\":1}",
        "$(inputs.nothing?.more ?? 2)                            | 2",
        "$(Array.from('ab', c => c + 1))                         | [\"a1\",\"b1\"]",
        "$(inputs.name.split('').reverse().join(''))             | \"enecs\"",
        "${ let s = ''; for (const b of inputs.bands) s += b; return s; } | \"greennir\"",
        "$([].concat(...[[1], [2, 3]]))                          | [1,2,3]",
        "$(Math.max(...[1, 3], 2))                               | 3",
        "${ const [p, ...q] = inputs.bands; return q; }          | [\"nir\"]",
        "${ const {count, ...rest} = inputs; return Object.keys(rest).length; } | 6",
        "${ class A { #x = 2; get y() { return this.#x; } static of() { return new A(); } } return"
            + " A.of().y; } | 2",
        "${ const f = async (x) => (await x) + 1; return f(2); } | 3",
        "${ function* g() { yield* [1, 2]; } return [...g()]; }  | [1,2]",
        "${ const f = (a, b = 2, ...c) => a + b + c.length; return f(1, undefined, 3, 4); } | 5",
        "$(2 ** 3)                                               | 8",
        "$(Object.entries({a: 1}).flat())                        | [\"a\",1]",
        "$(Object.fromEntries([['a', 1]]))                       | {\"a\":1}",
        "$([1, [2, [3]]].flat(Infinity).includes(3))             | true",
        "$([...'a1b2'.matchAll(/(?<digit>\\d)/g)].map(m => m.groups.digit)) | [\"1\",\"2\"]",
        "$('x'.padStart(3, '-') + ' y '.trimEnd())               | \"--x y\"",
        "$(String(2n ** 64n))                                    | \"18446744073709551616\"",
        "$([...new Set([1, 1, 2])])                              | [1,2]",
        "$(new Map([[1, 'a']]).get(1))                           | \"a\"",
        "$(typeof globalThis)                                    | \"object\"",
        "$(String(Symbol('a').description))                      | \"a\"",
        "$(Array.from(new Uint8Array([1, 2])))                   | [1,2]",
        "${ try { null.x; } catch { return 'caught'; } }         | \"caught\"",
        "$('\\u{1F30D}'.length)                                  | 2",
        "$(inputs.größe)                                         | 3",
      })
  void evaluatesJavaScript(String field, String expected) throws Exception {
    assertThat(ENGINE.evaluate(field.replace("#", "\n"), context(true)))
        .isEqualTo(JSON.readTree(expected));
  }

  @Test
  void librariesAreLoadedBeforeTheExpression() {
    ExpressionContext context =
        new ExpressionContext(
            inputs(),
            JSON.nullNode(),
            JSON.createObjectNode(),
            Optional.of(
                new Requirement.InlineJavascript(
                    List.of("function twice(x) { return 2 * x; }", "var three = twice(1.5);"))));

    assertThat(ENGINE.evaluate("$(twice(inputs.count) + three)", context).intValue()).isEqualTo(17);
  }

  @Test
  void aLibraryIsEvaluatedOnceAndEachEvaluationHasItAsNew() {
    ExpressionContext context = withLibraries("const seen = []; let n = 0; class Of {}");

    for (int i = 0; i < 3; i++) {
      assertThat(ENGINE.evaluate("$(seen.push(typeof Of + ++n) && seen)", context).toString())
          .isEqualTo("[\"function1\"]");
    }
  }

  @Test
  void aLibraryThatLooksAtTheInputsOrAtChanceIsEvaluatedEachTime() {
    ExpressionContext context = withLibraries("var twice = inputs.count * 2, id = Math.random();");

    JsonNode first = ENGINE.evaluate("$([twice, id])", context);
    JsonNode second = ENGINE.evaluate("$([twice, id])", context);

    assertThat(first.path(0).intValue()).isEqualTo(14);
    assertThat(second.path(1)).isNotEqualTo(first.path(1));
  }

  @Test
  void largeInputsAreThereWhenAnExpressionLooksAtThem() {
    ObjectNode inputs = JSON.createObjectNode().put("name", "scene");
    for (int i = 0; i < 5000; i++) {
      inputs.withArray("files").addObject().put("path", "/data/" + i);
    }
    ExpressionContext context =
        ExpressionContext.of(inputs.put("last", 1), context(true).javascript())
            .withSelf(inputs.get("files"));

    assertThat(
            ENGINE.evaluate(
                "${ self.push(1); return [Object.keys(inputs), inputs.files[4999].path,"
                    + " {...inputs}.files.length, JSON.parse(JSON.stringify(inputs)).last,"
                    + " self.length]; }",
                context))
        .hasToString("[[\"name\",\"files\",\"last\"],\"/data/4999\",5000,1,5001]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$(inputs count)                        | line 1 column 10: SyntaxError: Unexpected"
            + " identifier 'count'",
        "${#  for (const b of inputs.bands) {#    b c;#  }#} | line 3 column 7: SyntaxError:"
            + " expecting ';'",
        "${#  return 1 +* 2;#}                  | line 2 column 13: SyntaxError: unexpected token"
            + " in expression: '*'",
        "${ const a; return 1; }                | line 1 column 10: SyntaxError: missing"
            + " initializer",
        "${ let a = 1;# let a = 2; }            | line 2 column 6: SyntaxError: invalid"
            + " redefinition",
      })
  void aSyntaxErrorNamesLineColumnAndWhatIsWrong(String field, String message) {
    String expression = field.replace("#", "\n");

    assertThatThrownBy(() -> ENGINE.evaluate(expression, context(true)))
        .hasMessageContaining(message);
    assertThat(new ExpressionSyntax(() -> {}).mistakes(expression, true, Set.of()))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void ofManyExpressionsThoseWithAMistakeAreFound() {
    List<String> fields =
        IntStream.range(0, 600)
            .mapToObj(i -> i % 100 == 7 ? "$(inputs.a +* " + i + ")" : "${ return " + i + "; }")
            .toList();
    ExpressionSyntax syntax = new ExpressionSyntax(() -> {});

    syntax.lookAt(fields);

    assertThat(fields)
        .filteredOn(field -> !syntax.mistakes(field, true, Set.of()).isEmpty())
        .isEqualTo(
            IntStream.range(0, 6).mapToObj(i -> "$(inputs.a +* " + (100 * i + 7) + ")").toList());
  }

  @Test
  void eachExpressionIsCountedBeforeItIsLookedAt() {
    AtomicInteger count = new AtomicInteger();
    ExpressionSyntax syntax = new ExpressionSyntax(count::incrementAndGet);

    assertThat(syntax.mistakes("$(inputs.a)$(inputs.b)", false, Set.of("a", "b"))).isEmpty();

    assertThat(count).hasValue(2);
  }

  @Test
  void anExpressionThatLeavesItsFunctionDoesNotChangeWhatIsSaidOfOthers() {
    // What ends the function stands in a string, where no regular expression is seen.
    String leaves =
        "${ if (1) /\"/; }); SyntaxError = Object; Array.prototype.toJSON = () => [1, 2, 99, 'x'];"
            + " globalThis.eval = () => 1; (function () { if (1) /\"/; }";
    assertThat(Template.parse(leaves).whole()).isPresent();
    String wrong = "$(inputs.a +* 2)";
    ExpressionSyntax syntax = new ExpressionSyntax(() -> {});

    syntax.lookAt(List.of("$({}.a + 1)", leaves, wrong, "${ return 1; }"));

    assertThat(syntax.mistakes(wrong, true, Set.of())).hasSize(1);
    assertThat(syntax.mistakes("${ return 1; }", true, Set.of())).isEmpty();
  }

  @Test
  void aSyntaxErrorOfALibraryNamesLineColumnAndWhatIsWrong() {
    assertThat(new ExpressionSyntax(() -> {}).mistakeOfLibrary("function f() {\n  return ];\n}"))
        .hasValueSatisfying(
            mistake ->
                assertThat(mistake)
                    .startsWith("line 2 column 10 of the library: SyntaxError: ")
                    .contains("']'"));
    assertThat(
            new ExpressionSyntax(() -> {})
                .mistakeOfLibrary("const f = async (...a) => { for (;;) {} }; f();"))
        .isEmpty();
  }

  private static ExpressionContext withLibraries(String... libraries) {
    return new ExpressionContext(
        inputs(),
        JSON.nullNode(),
        JSON.createObjectNode(),
        Optional.of(new Requirement.InlineJavascript(List.of(libraries))));
  }

  @Test
  void namesTheLineOfAnError() {
    assertThatThrownBy(() -> ENGINE.evaluate("${\n  var a = 1;\n  return a.b.c;\n}", context(true)))
        .isInstanceOfSatisfying(ExpressionException.class, e -> assertThat(e.line()).hasValue(3))
        .hasMessageContaining("line 3");
  }

  @Test
  void namesTheLineOfALibrary() {
    ExpressionContext context =
        ExpressionContext.of(
            inputs(),
            Optional.of(
                new Requirement.InlineJavascript(
                    List.of("var fine;", "function f(x) {\n  return x.a.b;\n}"))));

    assertThatThrownBy(() -> ENGINE.evaluate("$(f({}))", context))
        .hasMessageEndingWith("(line 2 of expressionLib[1])");
  }

  @Test
  void tellsThePlaceInTheDocumentThatItsCallerKnows() {
    SourceLocation place = new SourceLocation("app.cwl", 12, 7);

    assertThatThrownBy(
            () ->
                ExpressionException.locating(
                    place, () -> ENGINE.evaluate("${\n  return a.b;\n}", context(true))))
        .isInstanceOfSatisfying(
            ExpressionException.class, e -> assertThat(e.location()).contains(place))
        .hasMessageStartingWith("app.cwl:12:7: expression '${")
        .hasMessageContaining("line 2");
  }

  @Test
  void aThrownErrorAndASyntaxErrorAreReasons() {
    assertThatThrownBy(() -> ENGINE.evaluate("${ throw new Error('no band'); }", context(true)))
        .hasMessageContaining("no band");
    assertThatThrownBy(() -> ENGINE.evaluate("$(inputs count)", context(true)))
        .isInstanceOf(ExpressionException.class);
    assertThatThrownBy(() -> ENGINE.evaluate("${ return function() {}; }", context(true)))
        .hasMessageContaining("function, which is not JSON");
    assertThatThrownBy(() -> ENGINE.evaluate("${ undeclared = 1; return 1; }", context(true)))
        .hasMessageContaining("undeclared");
  }

  @Test
  void whiteSpaceCountsWhereItIsAskedFor() {
    assertThat(ENGINE.evaluateVerbatim("$(inputs.count)\n", context(false)).textValue())
        .isEqualTo("7\n");
  }

  @Test
  void everyStringInATemplateIsEvaluated() throws Exception {
    JsonNode template = JSON.readTree("{\"a\": [\"$(inputs.count)\", 3], \"b\": \"x\"}");

    assertThat(ENGINE.evaluate(template, context(false)))
        .isEqualTo(JSON.readTree("{\"a\": [7, 3], \"b\": \"x\"}"));
  }

  private static ExpressionContext context(boolean javascript) {
    return new ExpressionContext(
        inputs(),
        JSON.createObjectNode().put("basename", "a.tif"),
        JSON.createObjectNode().put("cores", 2),
        javascript ? Optional.of(new Requirement.InlineJavascript(List.of())) : Optional.empty());
  }

  private static ObjectNode inputs() {
    try {
      return (ObjectNode)
          JSON.readTree(
              """
              {"bands": ["green", "nir"], "name": "scene", "count": 7, "b'az": {"x": 1},
               "ratio": 1e-5, "größe": 3, "own": {"length": 5}}\
              """);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "${#  return [1, 2};#} | line 2 column 15: '}' closes a bracket of another kind, which"
            + " needs ']'",
        "${#  return 'a;#} | line 2 column 10: the string that begins with ' is never closed",
        "${#  const y = {a: 1,, b: 2};#  return y;#} | line 2 column 18: SyntaxError: invalid"
            + " property",
      })
  void aMistakeOfSyntaxHasItsLineAndColumn(String expression, String message) {
    assertThat(
            new ExpressionSyntax(() -> {})
                .mistakes(expression.replace('#', '\n'), true, java.util.Set.of()))
        .singleElement()
        .asString()
        .contains(message);
  }

  @Test
  void takesTheJavaScriptThatPackagesOfTodayHave() throws Exception {
    ExpressionContext context =
        new ExpressionContext(
            (ObjectNode) JSON.readTree("{\"a\": [\"1\"], \"nested\": [[\"a\"], [\"b\", \"c\"]]}"),
            NullNode.getInstance(),
            JSON.createObjectNode(),
            context(true).javascript());

    assertThat(
            ENGINE.evaluate(
                """
                ${ const r = []; const x = inputs?.a ?? []; r.push('--ids', ...x.map(String));
                const [p, ...q] = r; const {a, ...rest} = {...inputs, b: 1};
                return {o: [...r, `t${p}`, q.length, rest.b, 2 ** 3, Object.entries({a:1}).flat(),
                [1,2].includes(2)]}; }\
                """,
                context))
        .isEqualTo(
            JSON.readTree("{\"o\": [\"--ids\", \"1\", \"t--ids\", 1, 1, 8, [\"a\", 1], true]}"));
    assertThat(ENGINE.evaluate("${ return { flat: [].concat(...inputs.nested) }; }", context))
        .isEqualTo(JSON.readTree("{\"flat\": [\"a\", \"b\", \"c\"]}"));
  }
}
