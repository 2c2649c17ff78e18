package org.periplus.attacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Execute requests that a reader of JSON, or of inputs, should not follow. */
final class JsonAttacks {

  private static final String KIND = "json";

  private JsonAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    String execution = target.path("processes/echo/execution");
    refused()
        .forEach(
            (name, body) ->
                rows.add(
                    RequestAttack.refused(
                        KIND, name, Request.post(execution, Request.JSON, body))));
    harmless()
        .forEach(
            (name, body) ->
                rows.add(
                    RequestAttack.harmless(
                        KIND, name, Request.post(execution, Request.JSON, body))));
    for (String type :
        List.of(
            "text/plain",
            "application/xml",
            "application/x-java-serialized-object",
            "multipart/form-data; boundary=x",
            "application/json; charset=none",
            "application/x-www-form-urlencoded",
            "*/*")) {
      rows.add(
          RequestAttack.refused(
              KIND,
              "as " + type,
              Request.post(
                  execution,
                  type,
                  "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>")));
    }
    Request huge = Request.of("POST", execution).with("Content-Type: application/json");
    rows.add(
        RequestAttack.refused(
            KIND,
            "a body of 65 MiB",
            huge.with("Content-Length: " + (65 << 20)).withBody(" ".repeat(65 << 20))));
    rows.add(
        RequestAttack.refused(
            KIND,
            "compressed",
            huge.with("Content-Encoding: gzip").with("Content-Length: 2").withBody("{}")));
    return rows;
  }

  private static Map<String, String> refused() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("nothing", "");
    all.put("a list", "[]");
    all.put("a word", "\"inputs\"");
    all.put("null", "null");
    all.put("half of it", "{\"inputs\": {\"string\": \"a");
    all.put("something after it", "{\"inputs\": {\"string\": \"a\"}} {\"inputs\": {}}");
    all.put("100,000 brackets", "{\"inputs\": {\"string\": " + "[".repeat(100_000));
    all.put(
        "100,000 brackets, closed",
        "{\"inputs\": {\"string\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}}");
    all.put("100,000 braces", "{\"a\":".repeat(100_000));
    all.put("a number of 200,000 digits", input("double", "9".repeat(200_000)));
    all.put("an exponent without measure", input("double", "1e999999999"));
    all.put("an exponent that no number has", input("double", "1e99999999999"));
    all.put("a negative exponent without measure", input("pause", "1e-999999999") + "x");
    all.put("not a number", input("double", "NaN"));
    all.put("infinity", input("double", "Infinity"));
    all.put("a name of 1 MB", "{\"inputs\": {\"" + "n".repeat(1_000_000) + "\": 1}}");
    all.put("500,000 unknown inputs", "{\"inputs\": {" + many(500_000) + "}}");
    all.put(
        "10,000 unknown inputs of 100 signs",
        "{\"inputs\": {"
            + IntStream.range(0, 10_000)
                .mapToObj(number -> "\"" + "n".repeat(100) + number + "\": 1")
                .collect(Collectors.joining(","))
            + "}}");
    all.put("inputs that are a list", "{\"inputs\": [1, 2]}");
    all.put("inputs that are a word", "{\"inputs\": \"all\"}");
    all.put("an unknown output", "{\"inputs\": {\"string\": \"a\"}, \"outputs\": {\"none\": {}}}");
    all.put("outputs that are a number", "{\"inputs\": {\"string\": \"a\"}, \"outputs\": 7}");
    all.put(
        "a response of another kind", "{\"inputs\": {\"string\": \"a\"}, \"response\": \"exec\"}");
    all.put(
        "a priority beyond numbers",
        "{\"inputs\": {\"string\": \"a\"}, \"priority\": 99999999999999999999}");
    all.put("a control character", "{\"inputs\": {\"string\": \"a\u0001\"}}");
    all.put("a bracket of another kind", "{\"inputs\": {\"string\": \"a\"]}");
    all.put("single quotes", "{'inputs': {'string': 'a'}}");
    all.put("a comment", "/* a */ {\"inputs\": {\"string\": \"a\"}}");
    for (String place :
        List.of(
            "file:///etc/passwd",
            "javascript:attack(1)",
            "http://10.0.0.1/",
            "http://[::1]:1/",
            "http://169.254.169.254/",
            "ftp://127.0.0.1/",
            "jar:file:///etc!/passwd",
            "",
            "http://",
            "//127.0.0.1/x")) {
      all.put(
          "a subscriber at '" + place + "'",
          "{\"inputs\": {\"string\": \"a\"}, \"subscriber\": {\"successUri\": \"" + place + "\"}}");
    }
    if (!System.getProperty("system.test.egress", "*").contains("127.")) {
      // The other tests have servers of their own there, which their configuration names.
      all.put(
          "a subscriber at this machine",
          "{\"inputs\": {\"string\": \"a\"},"
              + " \"subscriber\": {\"successUri\": \"http://127.0.0.1:1/\"}}");
    }
    return all;
  }

  private static Map<String, String> harmless() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("one input twice", "{\"inputs\": {\"string\": \"a\", \"string\": \"b\"}}");
    all.put("__proto__", "{\"__proto__\": {\"admin\": true}, \"inputs\": {\"string\": \"a\"}}");
    all.put(
        "a member that nobody knows",
        "{\"inputs\": {\"string\": \"a\"}, \"cwl:requirements\": [[[]]]}");
    all.put("@class", "{\"@class\": \"java.net.URL\", \"inputs\": {\"string\": \"a\"}}");
    all.put("a surrogate alone", input("string", "\"\\ud800\""));
    all.put("a NUL in a text", input("string", "\"a\\u0000b\""));
    all.put("an entity", input("string", "\"&#60;script>\""));
    all.put("a text of 21 MB", input("string", "\"" + "a".repeat(21_000_000) + "\""));
    all.put("a byte order mark", "\ufeff" + input("string", "\"a\""));
    all.put(
        "an expression in a text",
        input("string", "\"$(1+1) ${return 1} %{id} {{7*7}} ${jndi:ldap://127.0.0.1/}\""));
    all.put(
        "a data: URL without end",
        input("string", "{\"href\": \"data:text/plain;base64," + "A".repeat(1_000_000) + "\"}"));
    return all;
  }

  private static String input(String name, String value) {
    return "{\"inputs\": {\"%s\": %s}}".formatted(name, value);
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"x" + number + "\":1")
        .collect(Collectors.joining(","));
  }
}
