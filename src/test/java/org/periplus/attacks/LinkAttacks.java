package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/**
 * References to what the server may reach and a client may not: files, loopback, other networks.
 */
final class LinkAttacks {

  private static final String KIND = "link";

  private LinkAttacks() {}

  /** All spellings of this machine, other machines of its network, and its files. */
  static List<String> places(Target target) {
    int port = target.canary().port();
    List<String> places = new ArrayList<>();
    for (String host :
        List.of(
            "127.0.0.1",
            "localhost",
            "LOCALHOST.",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "0.0.0.0",
            "0",
            "127.255.255.254",
            "[::1]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::127.0.0.1]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b:1::7f00:1]",
            "[2002:7f00:1::]",
            "[2001:0:7f00:1::]",
            "[fe80::1%25lo]",
            "user:secret@127.0.0.1",
            "example.org@127.0.0.1",
            "127.0.0.1%2f@example.org",
            "①②⑦.⓪.⓪.①",
            "172.17.0.1",
            "127。0。0。1")) {
      places.add("http://" + host + ":" + port + "/link");
    }
    places.addAll(
        List.of(
            "http://169.254.169.254/latest/meta-data/",
            "http://[fd00:ec2::254]/latest/",
            "http://100.100.100.200/",
            "http://10.0.0.1/",
            "http://192.168.0.1/",
            "http://192.88.99.1/",
            "https://127.0.0.1:" + port + "/",
            "HTTP://127.0.0.1:" + port + "/",
            "file://" + target.canary().file(),
            "file:" + target.canary().file(),
            "FILE:///etc/passwd",
            "file://localhost/etc/passwd",
            "file:///proc/self/environ",
            target.canary().file().toString(),
            "../../../../../../../../etc/passwd",
            "ftp://127.0.0.1/x",
            "gopher://127.0.0.1:" + port + "/_GET",
            "jar:file:///etc/x.zip!/y",
            "netdoc:/etc/passwd",
            "javascript:attack(1)",
            "dict://127.0.0.1:11211/stat",
            "ldap://127.0.0.1/x",
            "s3://bucket-of-others/key",
            "s3://127.0.0.1:" + port + "/x",
            "s3:///x",
            "//127.0.0.1:" + port + "/x",
            "http:127.0.0.1:" + port,
            "http:///x",
            "http://",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:" + port + "/%0d%0aX-Injected: 1",
            "http://127.0.0.1:" + port + "\\@example.org/",
            "data:",
            "data:text/plain;base64,***",
            "data:text/plain;base64",
            "mailto:a@example.org",
            "urn:x",
            "\u0000",
            "http://" + "a".repeat(5000) + ".example/"));
    return places;
  }

  /** As the input of a process, as a package, and as documents that a package names. */
  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String place : places(target)) {
      String json = json(place);
      String id = Packages.id(KIND, "input");
      rows.add(
          new JobAttack(
              KIND,
              "input at " + shown(place),
              id,
              Packages.reading(id),
              "{\"file\": {\"href\": " + json + "}}",
              place.startsWith("data:") ? JobAttack.End.ANY : JobAttack.End.FAILED));
    }
    return rows;
  }

  /** References that are followed while the request waits. */
  static List<Attack> deployments(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String place : places(target)) {
      String deployment =
          "{\"executionUnit\": {\"href\": "
              + json(place)
              + ", \"type\": \"application/cwl+yaml\"}}";
      rows.add(
          RequestAttack.refused(
              KIND,
              "package at " + shown(place),
              Request.post(target.path("processes"), "application/ogcapppkg+json", deployment)));
    }
    int port = target.canary().port();
    for (String place :
        List.of(
            "http://127.0.0.1:" + port + "/doc",
            "http://[::1]:" + port + "/doc",
            "file://" + target.canary().file(),
            "/etc/passwd",
            "../../etc/passwd",
            "http://169.254.169.254/x")) {
      String workflow =
          "cwlVersion: v1.2\nclass: Workflow\nid: linked\ninputs: {}\noutputs: {}\nsteps: {one: {run: '%s', in: {}, out: []}}\n"
              .formatted(place);
      String imports =
          "cwlVersion: v1.2\nclass: CommandLineTool\nid: linked\nbaseCommand: x\ninputs: {$import: '%s'}\noutputs: {}\n"
              .formatted(place);
      String includes =
          "cwlVersion: v1.2\nclass: CommandLineTool\nid: linked\nrequirements: {InitialWorkDirRequirement: {listing: [{entryname: x, entry: {$include: '%s'}}]}}\nbaseCommand: x\ninputs: {}\noutputs: {}\n"
              .formatted(place);
      String mixes =
          "cwlVersion: v1.2\nclass: CommandLineTool\nid: linked\n$mixin: '%s'\nbaseCommand: x\ninputs: {}\noutputs: {}\n"
              .formatted(place);
      for (String[] document :
          new String[][] {
            {"run", workflow}, {"$import", imports}, {"$include", includes}, {"$mixin", mixes}
          }) {
        rows.add(
            RequestAttack.refused(
                KIND,
                document[0] + " of " + shown(place),
                Request.post(target.path("processes"), Request.YAML, document[1])));
      }
    }
    return rows;
  }

  private static String json(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\u0000", "\\u0000") + "\"";
  }

  private static String shown(String place) {
    String plain =
        place
            .replace("\u0000", "NUL")
            .replaceAll(":\\d{4,5}\\b", ":PORT")
            .replaceFirst("/.*/canary$", "/CANARY")
            .replace("file:/CANARY", "file:///CANARY");
    return plain.length() > 60 ? plain.substring(0, 30) + "…" : plain;
  }
}
