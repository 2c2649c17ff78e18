package org.periplus.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes JavaScript of the fuzzer's choices, so that what comes of them passes the parser. Of each
 * kind of phrase the first ones need no others. Used once.
 */
final class Script {

  private static final Pattern HOLE = Pattern.compile("<(\\w)>");
  private static final int DEEPEST = 6;
  private static final int MOST_PHRASES = 200;
  private static final int SIMPLE = 8;

  private static final Map<String, List<String>> PHRASES =
      Map.of(
          "s", // statements
              List.of(
                  ";",
                  "x = 1;",
                  "y = x;",
                  "return x;",
                  "throw x;",
                  "return y;",
                  "throw y;",
                  ";",
                  "<e>;",
                  "x = <e>;",
                  "return <e>;",
                  "throw <e>;",
                  "<s> <s>",
                  "<s> <s> <s>",
                  "if (<e>) { <s> } else { <s> }",
                  "for (const z of <e>) { y = z; <s> }",
                  "for (let i = 0; i < <n>; i++) { <s> }",
                  "for (const k in <e>) { x = k; <s> }",
                  "while (<e>) { <s> }",
                  "try { <s> } catch (e) { y = e; <s> }",
                  "try { <s> } finally { <s> }",
                  "function f(a) { <s> }",
                  "class C { <m>() { <s> } }",
                  "class D extends C { get <m>() { <s> } static { <s> } }",
                  "a: { <s> break a; }",
                  "const {<m>: p, ...q} = <e>; y = q;",
                  "delete <e>.<m>;",
                  "<g>.<m> = <e>;",
                  "<g>.prototype.<m> = <e>;",
                  "switch (<e>) { case <e>: <s> default: <s> }"),
          "e", // expressions
              List.of(
                  "x",
                  "y",
                  "1",
                  "'a'",
                  "null",
                  "[]",
                  "({})",
                  "inputs",
                  "<n>",
                  "<g>",
                  "<g>.prototype",
                  "<e>.<m>",
                  "<e>[<e>]",
                  "<e>(<e>)",
                  "<e>.<m>(<e>)",
                  "<e>.<m>(<e>, <e>)",
                  "<g>.<m>(<e>)",
                  "<g>.<m>(<e>, <e>, <e>)",
                  "new <g>(<e>)",
                  "new <g>(<e>, <e>)",
                  "[<e>, <e>]",
                  "[...<e>]",
                  "({<m>: <e>, ...<e>})",
                  "({get <m>() { <s> }})",
                  "({[<e>]: <e>})",
                  "(x => <e>)",
                  "(() => { <s> })",
                  "(async () => { await <e>; <s> })()",
                  "(function* () { yield <e>; <s> })()",
                  "`a${<e>}b`",
                  "<g>.<m>`${<e>}`",
                  "/(a|b)*<n>/gu",
                  "<e> + <e>",
                  "<e> * <e>",
                  "<e> ** <e>",
                  "<e> === <e>",
                  "<e> instanceof <e>",
                  "<e> in <e>",
                  "<e> ?? <e>",
                  "<e>?.<m>",
                  "typeof <e>",
                  "void <e>",
                  "-<e>",
                  "(<e>, <e>)",
                  "<e> ? <e> : <e>",
                  "(x = <e>)",
                  "eval(<e>)",
                  "Object.defineProperty(<e>, '<m>', {get: <e>})",
                  "new Proxy(<e>, {<m>: <e>})"),
          "n", // numbers
              List.of(
                  "0",
                  "1",
                  "-1",
                  "0.5",
                  "NaN",
                  "Infinity",
                  "1e3",
                  "7",
                  "1e9",
                  "2n",
                  "2n ** 64n",
                  "4294967295",
                  "9007199254740993",
                  "-0",
                  "1e308",
                  "0x7fffffff"),
          "g", // globals
              List.of(
                  "Object",
                  "Array",
                  "String",
                  "JSON",
                  "Promise",
                  "Symbol",
                  "Error",
                  "Function",
                  "Map",
                  "Set",
                  "WeakMap",
                  "Proxy",
                  "Reflect",
                  "RegExp",
                  "Date",
                  "BigInt",
                  "Number",
                  "Math",
                  "Uint8Array",
                  "ArrayBuffer",
                  "globalThis",
                  "inputs",
                  "self",
                  "runtime",
                  "Iterator",
                  "DataView",
                  "SyntaxError",
                  "WeakRef",
                  "Intl",
                  "$periplus"),
          "m", // members
              List.of(
                  "toJSON",
                  "toString",
                  "valueOf",
                  "then",
                  "length",
                  "constructor",
                  "get",
                  "set",
                  "__proto__",
                  "prototype",
                  "stack",
                  "message",
                  "name",
                  "call",
                  "apply",
                  "bind",
                  "map",
                  "forEach",
                  "join",
                  "sort",
                  "concat",
                  "slice",
                  "repeat",
                  "replace",
                  "split",
                  "fill",
                  "from",
                  "assign",
                  "keys",
                  "entries",
                  "create",
                  "freeze",
                  "stringify",
                  "parse",
                  "construct",
                  "ownKeys",
                  "getPrototypeOf",
                  "setPrototypeOf",
                  "exec",
                  "raw",
                  "resolve",
                  "reject",
                  "catch",
                  "fromCharCode",
                  "isWellFormed",
                  "a",
                  "list",
                  "prepareStackTrace",
                  "stackTraceLimit",
                  "source",
                  "flags",
                  "lastIndex",
                  "next"));

  private final FuzzedDataProvider data;
  private int phrases;

  private Script(FuzzedDataProvider data) {
    this.data = data;
  }

  /** A field that is an expression or the body of a function. */
  static String of(FuzzedDataProvider data) {
    Script script = new Script(data);
    return data.consumeBoolean()
        ? "$(" + script.phrase("e", 0) + ")"
        : "${ var x = inputs, y = self; " + script.phrase("s", 0) + " return x; }";
  }

  private String phrase(String kind, int depth) {
    List<String> all = PHRASES.get(kind);
    boolean simple = depth >= DEEPEST || phrases++ >= MOST_PHRASES;
    String chosen = all.get(data.consumeInt(0, (simple ? SIMPLE : all.size()) - 1));
    return HOLE.matcher(chosen)
        .replaceAll(hole -> Matcher.quoteReplacement(phrase(hole.group(1), depth + 1)));
  }
}
