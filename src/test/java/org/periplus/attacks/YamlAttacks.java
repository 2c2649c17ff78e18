package org.periplus.attacks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents that a reader of YAML should not follow. */
final class YamlAttacks {

  private static final String KIND = "yaml";

  private YamlAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    documents()
        .forEach(
            (name, document) ->
                rows.add(
                    RequestAttack.refused(
                        KIND,
                        name,
                        Request.post(target.path("processes"), Request.YAML, document))));
    bytes()
        .forEach(
            (name, document) ->
                rows.add(
                    RequestAttack.refused(
                        KIND,
                        name,
                        Request.sendingBytes(
                            "POST", target.path("processes"), Request.YAML, document))));
    return rows;
  }

  private static Map<String, String> documents() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("a merge key of its own anchor", "x: &x {<<: *x}");
    all.put("a merge key of another", "a: &a {b: 1}\nx: {<<: *a}");
    all.put("an anchor within itself", "x: &x [*x]");
    all.put("a mapping within itself", "&x {a: *x}");
    all.put("a key that is itself", "&x {*x : 1}");
    all.put("a billion laughs", laughs());
    all.put("an alias of nothing", "x: *nobody");
    all.put("10,000 anchors", "x:\n" + lines(10_000, number -> "- &a" + number + " 1\n"));
    all.put("100,000 brackets", "[".repeat(100_000));
    all.put("100,000 braces", "{a: ".repeat(100_000));
    all.put("10,000 indents", lines(2_000, number -> " ".repeat(number) + "a:\n"));
    all.put("50,000 dashes", "- ".repeat(50_000));
    all.put("a quoted scalar of 2 MB", "x: \"" + "a ".repeat(1_000_000) + "\"");
    all.put("a quoted scalar that never ends", "x: \"" + "a".repeat(1_000_000));
    all.put("a plain scalar of 5 MB", "x: " + "a".repeat(5_000_000));
    all.put("a block of 1,000,000 lines", "x: |\n" + " a\n".repeat(1_000_000));
    all.put("a number of 200,000 digits", "x: " + "9".repeat(200_000));
    all.put("a number of 200,000 digits after the point", "x: 0." + "9".repeat(200_000));
    all.put("an exponent without measure", "cwlVersion: v1.2\nx: 1e999999999");
    all.put("a number in base 16 of 100,000 digits", "x: 0x" + "f".repeat(100_000));
    all.put(
        "a tag of Java",
        "x: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL"
            + " ['http://127.0.0.1/']]]]");
    all.put("a tag of Python", "x: !!python/object/apply:os.system ['id']");
    all.put("a tag of ours", "x: !<tag:yaml.org,2002:org.periplus.job.Job> {}");
    all.put("a tag without end", "x: !" + "a".repeat(100_000) + " b");
    all.put("binary that is none", "x: !!binary '***'");
    all.put("a set and an omap", "x: !!set {a, b}\ny: !!omap [a: 1]");
    all.put("1,000 documents", "---\na: 1\n".repeat(1_000));
    all.put("an unknown version of YAML", "%YAML 9.9\n---\na: 1");
    all.put("a directive without end", "%TAG ! " + "a".repeat(100_000) + "\n---\na: 1");
    all.put("100,000 keys", lines(100_000, number -> "k" + number + ": 1\n"));
    all.put("one key twice", "cwlVersion: v1.2\ncwlVersion: v1.1");
    all.put("a key of 1 MB", "? " + "k".repeat(1_000_000) + "\n: 1");
    all.put("a key that is a list", "? [a, b]\n: 1");
    all.put("a key that is nothing", "? \n: 1");
    all.put("nothing", "");
    all.put("a NUL", "x: a\u0000b");
    all.put("a tab as indent", "x:\n\ta: 1");
    all.put("a comment of 5 MB", "#" + "a".repeat(5_000_000));
    all.put("5,000,000 line ends", "\n".repeat(5_000_000));
    all.put("a scalar", "hello");
    all.put("a list of numbers", "[1, 2, 3]");
    all.put("escapes that are none", "x: \"\\q\\x\\u12\"");
    all.put("a surrogate alone", "x: \"\\ud800\"");
    all.put("dates that are none", "cwlVersion: 9999-99-99");
    all.put("500,000 anchors in one line", "[" + "&a 1,".repeat(200_000) + "]");
    return all;
  }

  private static Map<String, byte[]> bytes() {
    Map<String, byte[]> all = new LinkedHashMap<>();
    all.put(
        "bytes that are no UTF-8",
        new byte[] {'a', ':', ' ', (byte) 0xff, (byte) 0xfe, (byte) 0x80});
    all.put("UTF-16", "cwlVersion: v1.2".getBytes(StandardCharsets.UTF_16));
    all.put("UTF-32", "cwlVersion: v1.2".getBytes(java.nio.charset.Charset.forName("UTF-32")));
    all.put("an image", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13});
    all.put("11 MB of zeros", new byte[11_000_000]);
    return all;
  }

  private static String laughs() {
    StringBuilder text =
        new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for (int level = 1; level < 12; level++) {
      String alias = "*a" + (level - 1) + ", ";
      text.append("a%d: &a%d [%s*a%d]%n".formatted(level, level, alias.repeat(8), level - 1));
    }
    return text.toString();
  }

  private static String lines(int count, java.util.function.IntFunction<String> line) {
    return java.util.stream.IntStream.range(0, count)
        .mapToObj(line)
        .collect(java.util.stream.Collectors.joining());
  }
}
