package org.periplus.attacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tool leaves behind, to be found by the server: links, names, kinds of files, documents.
 */
final class OutputAttacks {

  private static final String KIND = "output";

  private OutputAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    String canary = target.canary().file().toString();
    scripts(canary)
        .forEach(
            (name, script) ->
                rows.add(row(name, script, "{out: {type: Any, outputBinding: {glob: out}}}")));
    folders()
        .forEach(
            (name, script) ->
                rows.add(
                    row(
                        name,
                        "mkdir -p out; " + script,
                        "{out: {type: Directory, outputBinding: {glob: out}}}")));
    for (String glob :
        List.of(
            "../../../../etc/passwd",
            "/etc/passwd",
            canary,
            "..",
            "/",
            "/proc/self/environ",
            "*a*a*a*a*a*a*a*a*a*a*b",
            "[",
            "{a,b}",
            "[!-",
            "**/**/**/**",
            "\\\\",
            "$(inputs)",
            "a\\0b")) {
      String name = "glob " + glob.replace(canary, "/CANARY");
      rows.add(
          row(
              name,
              "touch"
                  + " aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              "{out: {type: 'File[]', outputBinding: {glob: \""
                  + glob
                  + "\", loadContents: true}}}"));
    }
    documents(target)
        .forEach(
            (name, json) ->
                rows.add(
                    row(
                        "cwl.output.json: " + name,
                        "cat > cwl.output.json <<'END'\n" + json + "\nEND",
                        "{out: Any}")));
    return rows;
  }

  private static Map<String, String> scripts(String canary) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("a link to /etc/passwd of the host", "ln -s " + canary + " out");
    all.put("a link upwards to a file", "ln -s ../../../../../../../.." + canary + " out");
    all.put("a link to itself", "ln -s out out");
    all.put("a link to /proc/self/environ", "ln -s /proc/self/environ out");
    all.put("a link to /", "ln -s / out");
    all.put("a hard link to a file of the image", "ln /etc/passwd out || touch out");
    all.put("a named pipe", "mkfifo out");
    all.put(
        "a socket",
        "perl -e 'use IO::Socket::UNIX; IO::Socket::UNIX->new(Local => \"out\", Listen => 1)'");
    all.put("a device", "mknod out c 1 5 || ln -s /dev/zero out");
    all.put("a set-uid shell", "cp /bin/sh out; chmod 6755 out");
    all.put("a file that nobody may read", "touch out; chmod 000 out");
    all.put("a folder that nobody may enter", "mkdir out; touch out/x; chmod 000 out");
    all.put("a sparse file of 1 PB", "truncate -s 1P out || touch out");
    all.put("a folder in place of its own", "d=$(pwd); cd /; mv $d /tmp/x; ln -s / $d; true");
    return all;
  }

  private static Map<String, String> folders() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("a link to the folder itself", "ln -s . out/self");
    all.put("a link to the folder above", "ln -s .. out/up");
    all.put("two links to each other", "ln -s b out/a; ln -s a out/b");
    all.put(
        "900 folders in one another", "d=out; for i in $(seq 900); do d=$d/a; done; mkdir -p $d");
    all.put(
        "names with line ends and markup",
        "touch \"out/$(printf 'a\\n"
            + "b')\" 'out/<script>attack(1)<' 'out/-rf' 'out/\"x\"' 'out/ ' 'out/%2e%2e' 'out/a;b'"
            + " 'out/..x'");
    all.put(
        "names that are no UTF-8",
        "touch \"$(printf 'out/\\377\\376')\" \"$(printf 'out/\\303\\050')\"");
    all.put("names of 255 bytes", "touch out/$(printf '%0255d' 1)");
    all.put("50,000 files", "cd out; seq 50000 | xargs touch");
    all.put(
        "a page with a script",
        "echo '<script>attack(1)</script>' > out/index.html; echo '<svg onload=\"attack(1)\"/>' >"
            + " out/x.svg");
    all.put(
        "links that branch without end",
        "mkdir out/a out/b; ln -s ../b out/a/x; ln -s ../a out/b/y; ln -s ../b out/a/z");
    return all;
  }

  private static Map<String, String> documents(Target target) {
    Map<String, String> all = new LinkedHashMap<>();
    String canary = target.canary().file().toString();
    List<String> places =
        List.of(
            "file:///etc/shadow",
            "file://" + canary,
            "../../../../.." + canary,
            "/etc/shadow",
            "http://127.0.0.1:" + target.canary().port() + "/output",
            "http://169.254.169.254/",
            "javascript:attack(1)",
            "ftp://127.0.0.1/",
            "s3://bucket/key",
            "data:text/html,<script>attack(1)</script>",
            "vbscript:x",
            "");
    for (String place : places) {
      all.put(
          "location " + place.replace(canary, "/CANARY").replaceAll(":\\d{4,}", ":PORT"),
          "{\"out\": {\"class\": \"File\", \"location\": \"" + place + "\"}}");
    }
    all.put("path /etc/shadow", "{\"out\": {\"class\": \"File\", \"path\": \"/etc/shadow\"}}");
    all.put(
        "a listing with a way up",
        "{\"out\": {\"class\": \"Directory\", \"basename\": \"d\", \"listing\": [{\"class\":"
            + " \"File\", \"basename\": \"../../x\", \"contents\": \"a\"}]}}");
    all.put(
        "a basename with a way up",
        "{\"out\": {\"class\": \"File\", \"basename\": \"../../../x\", \"contents\": \"a\"}}");
    all.put(
        "a secondary file of the host",
        "{\"out\": {\"class\": \"File\", \"basename\": \"x\", \"contents\": \"a\","
            + " \"secondaryFiles\": [{\"class\": \"File\", \"location\": \"file://"
            + canary
            + "\"}]}}");
    all.put("a number without measure", "{\"out\": 1e999999999}");
    all.put("10,000 brackets", "{\"out\": " + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    all.put("no JSON", "{\"out\": ");
    all.put("a list", "[1, 2]");
    all.put("markup", "{\"out\": \"<script>attack(1)</script>\"}");
    all.put("an unknown class", "{\"out\": {\"class\": \"Unknown\"}}");
    return all;
  }

  private static Attack row(String name, String script, String outputs) {
    String id = Packages.id(KIND, "x");
    return new JobAttack(
        KIND, name, id, Packages.script(id, "", outputs, script), "{}", JobAttack.End.TRIED);
  }
}
