package org.periplus.attacks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JavaScript that does not end, takes all memory, or looks for a way to Java or the machine. */
final class ExpressionAttacks {

  private static final String KIND = "javascript";

  private ExpressionAttacks() {}

  /** Those that take until the limit of time or memory. */
  static List<Attack> bombs() {
    return rows(bombBodies(), JobAttack.End.FAILED);
  }

  /** Those that end at once. */
  static List<Attack> escapes() {
    return rows(escapeBodies(), JobAttack.End.ANY);
  }

  private static List<Attack> rows(Map<String, String> bodies, JobAttack.End end) {
    return bodies.entrySet().stream().map(row -> row(row.getKey(), row.getValue(), end)).toList();
  }

  private static Attack row(String name, String body, JobAttack.End end) {
    String id = Packages.id(KIND, name);
    return new JobAttack(KIND, name, id, Packages.expression(id, body), "{}", end);
  }

  private static Map<String, String> bombBodies() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("a loop without end", "while (true) {}");
    all.put(
        "a loop in a catch",
        "while (true) { try { while (true) {} } catch (e) {} finally { continue; } }");
    all.put(
        "BigInt squared forty times",
        "var b = 3n; for (var i = 0; i < 40; i++) b = b * b; return {out: '' + b};");
    all.put("BigInt to a large power", "return {out: '' + 2n ** 100000000n};");
    all.put("a text doubled without end", "var s = 'x'; while (true) s += s;");
    all.put("lists without end", "var a = []; while (true) a.push(new Array(100000).fill(7));");
    all.put("a buffer of 4 GB", "var a = []; while (true) a.push(new ArrayBuffer(1 << 30));");
    all.put("recursion without end", "function f() { return f() + 1; } return {out: '' + f()};");
    all.put(
        "a pattern that backtracks", "return {out: '' + /^(a+)+$/.test('a'.repeat(60) + 'b')};");
    all.put(
        "a pattern that backtracks twice", "return {out: '' + /(x+x+)+y/.test('x'.repeat(60))};");
    all.put(
        "a sort that never settles",
        "var a = new Array(1e7).fill(0).map(function (x, i) { return i; }); while (true)"
            + " a.sort(function () { return 1; });");
    all.put(
        "toString without end",
        "return {out: {toString: function () { while (true) {} }, toJSON: function () { while"
            + " (true) {} }}};");
    all.put(
        "a getter without end",
        "var o = {}; Object.defineProperty(o, 'out', {enumerable: true, get: function () { while"
            + " (true) {} }}); return o;");
    all.put(
        "a proxy without end", "return new Proxy({}, {ownKeys: function () { while (true) {} }});");
    all.put(
        "a generator without end",
        "function* g() { while (true) yield 1; } return {out: '' + Array.from(g()).length};");
    all.put(
        "a promise chain without end",
        "function f() { return Promise.resolve().then(f); } f(); while (true) {}");
    all.put(
        "nesting 1,000,000 deep",
        "var o = []; for (var i = 0; i < 1000000; i++) o = [o]; return {out: o};");
    all.put("a cycle", "var o = {}; o.out = o; return o;");
    all.put("a value of 500 MB", "return {out: 'x'.repeat(500000000)};");
    all.put("padding without measure", "return {out: 'x'.padEnd(1e10, 'y')};");
    all.put("join without measure", "return {out: new Array(1e9).join('abcdefgh')};");
    all.put(
        "replace without measure",
        "var s = 'a'.repeat(100000); while (true) s = s.replace(/a/g, 'aa');");
    return all;
  }

  private static Map<String, String> escapeBodies() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String way :
        List.of(
            "java.lang.System.getProperty('user.dir')",
            "Packages.java.lang.Runtime.getRuntime().exec('id')",
            "JavaImporter(java.io)",
            "Java.type('java.lang.System').getenv()",
            "importPackage(java.io)",
            "''.getClass().forName('java.lang.Runtime')",
            "({}).constructor.constructor('return process')().env.PATH",
            "this.constructor.constructor('return this')().java",
            "require('fs').readFileSync('/etc/passwd')",
            "load('/etc/passwd')",
            "read('/etc/passwd')",
            "readFile('/etc/passwd')",
            "std.open('/etc/passwd', 'r').readAsString()",
            "os.exec(['id'])",
            "os.readdir('/')",
            "fetch('http://127.0.0.1/')",
            "new XMLHttpRequest()",
            "new Worker('x')",
            "WebAssembly.compile",
            "scriptArgs",
            "globalThis.quickjs",
            "java_invoke('x', [])",
            "new Error().stack.toString().constructor('return java')()",
            "Polyglot.eval('java', '1')",
            "engine.factory.scriptEngine",
            "context.getClass()",
            "inputs.getClass().getClassLoader()",
            "runtime.outdir.getClass()",
            "import('fs')",
            "eval('java')",
            "process.exit(1)",
            "quit()",
            "exit()",
            "std.exit(0)",
            "System.exit(0)")) {
      all.put(way, "return {out: String(" + way + ")};");
    }
    all.put(
        "Object.prototype is changed",
        "Object.prototype.polluted = 'yes'; Array.prototype.map = function () { return"
            + " ['polluted']; }; return {out: 'done'};");
    all.put(
        "JSON is changed",
        "JSON.stringify = function () { return '{\"out\": \""
            + Canary.SECRET.substring(0, 4)
            + "\"}'; }; JSON.parse = null; return {out: 'done'};");
    all.put("a function is closed early", "return 1; })(); (function () { return {out: 'twice'}; ");
    all.put("it throws something that is no error", "throw {toString: function () { throw 1; }};");
    all.put("it throws null", "throw null;");
    all.put("it throws a text of 10 MB", "throw new Error('x'.repeat(10000000));");
    all.put("it throws markup", "throw new Error('<script>attack(1)</script>');");
    all.put("it gives a function", "return {out: function () {}};");
    all.put("it gives undefined", "return undefined;");
    all.put("it gives a symbol", "return {out: Symbol('x')};");
    all.put(
        "it gives 100,000 outputs",
        "var o = {}; for (var i = 0; i < 100000; i++) o['x' + i] = i; return o;");
    all.put(
        "it gives a file of the host",
        "return {out: {class: 'File', location: 'file:///etc/passwd', path: '/etc/passwd'}};");
    return all;
  }

  /** One evaluation's changes are not seen by the next. */
  static Attack pollution() {
    return new SceneAttack(
        KIND,
        "what one evaluation changed is there in the next",
        target -> {
          String first = Packages.id(KIND, "pollutes");
          new JobAttack(
                  KIND,
                  first,
                  first,
                  Packages.expression(
                      first,
                      "Object.prototype.polluted = 'yes'; globalThis.polluted = 'yes'; return {out:"
                          + " 'a'};"),
                  "{}",
                  JobAttack.End.ANY)
              .run(target);
          String second = Packages.id(KIND, "looks");
          return new JobAttack(
                  KIND,
                  second,
                  second,
                  Packages.expression(
                      second,
                      "if (({}).polluted || typeof polluted !== 'undefined') { return {out:"
                          + " 'polluted'}; } throw new Error('clean');"),
                  "{}",
                  JobAttack.End.FAILED)
              .run(target);
        });
  }
}
