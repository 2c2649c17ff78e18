package org.periplus.attacks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requirements that would have the engine ask, build, load or mount what is not the tenant's. */
final class ImageAttacks {

  private static final String KIND = "image";

  private ImageAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    int port = target.canary().port();
    for (String image :
        List.of(
            "",
            " ",
            "localhost:" + port + "/x",
            "127.0.0.1:" + port + "/x",
            "127.1:" + port + "/x",
            "[::1]:" + port + "/x",
            "0.0.0.0:" + port + "/x",
            "host.docker.internal:" + port + "/x",
            "172.17.0.1:" + port + "/x",
            "169.254.169.254/x",
            "10.0.0.1:5000/x",
            "http://127.0.0.1:" + port + "/x",
            "file:///etc/passwd",
            "--privileged",
            "-v /:/host debian",
            "../../etc",
            "DEBIAN",
            "debian bookworm",
            "debian:bookworm-slim\\n--privileged",
            "debian@sha256:0000",
            "debian:" + "t".repeat(5000),
            "$(id)",
            "debian;id",
            "a/".repeat(500) + "a")) {
      rows.add(
          job(
              "dockerPull " + shown(image, port),
              "DockerRequirement: {dockerPull: \"" + image + "\"}"));
    }
    requirements(target).forEach((name, requirement) -> rows.add(job(name, requirement)));
    return rows;
  }

  private static Map<String, String> requirements(Target target) {
    String here = "http://127.0.0.1:" + target.canary().port() + "/";
    Map<String, String> all = new LinkedHashMap<>();
    for (String file :
        List.of(
            "FROM debian:bookworm-slim\\nADD " + here + " /x",
            "FROM debian:bookworm-slim\\nCOPY --from=nginx / /x",
            "FROM debian:bookworm-slim\\nRUN curl " + here,
            "FROM localhost:" + target.canary().port() + "/x",
            "# syntax=localhost:" + target.canary().port() + "/x\\nFROM scratch",
            "FROM debian:bookworm-slim\\nONBUILD ADD " + here + " /x",
            "FROM debian:bookworm-slim\\n"
                + "RUN --mount=type=bind,source=/,target=/host cat /host/etc/shadow",
            "FROM debian:bookworm-slim\\nRUN --network=host --security=insecure true",
            "")) {
      all.put(
          "dockerFile " + file.replaceAll(":\\d{4,}", ":PORT"),
          "DockerRequirement: {dockerFile: \"" + file + "\", dockerImageId: x}");
    }
    for (String place :
        List.of(here + "image.tar", "file:///etc/passwd", "/etc/passwd", "../x.tar")) {
      String shown = place.replaceAll(":\\d{4,}", ":PORT");
      all.put(
          "dockerImport " + shown,
          "DockerRequirement: {dockerImport: '" + place + "', dockerImageId: x}");
      all.put(
          "dockerLoad " + shown,
          "DockerRequirement: {dockerLoad: '" + place + "', dockerImageId: x}");
    }
    return all;
  }

  /**
   * Folders, variables and users that a tool should not choose; these may run, and change nothing.
   */
  static List<Attack> containers() {
    List<Attack> rows = new ArrayList<>();
    for (String folder :
        List.of(
            "/",
            "/etc",
            "/proc",
            "/sys",
            "/dev",
            "..",
            "../../x",
            "/var/run/docker.sock",
            "",
            "x y:z",
            "/out:/etc:rw",
            "/bin")) {
      rows.add(
          mayRun(
              "dockerOutputDirectory " + folder,
              "DockerRequirement: {dockerPull: '%s', dockerOutputDirectory: '%s'}"
                  .formatted(Packages.IMAGE, folder)));
    }
    String pull = "DockerRequirement: {dockerPull: '" + Packages.IMAGE + "'}, ";
    for (String listing :
        List.of(
            "{entryname: '../../x', entry: a}",
            "{entryname: '/etc/cron.d/x', entry: a}",
            "{entryname: '/var/run/docker.sock', entry: a}",
            "{entryname: '', entry: a}",
            "{entryname: 'a/../../x', entry: a}",
            "{entryname: \"a\\nb\", entry: a}",
            "{class: File, location: 'file:///etc/shadow'}",
            "{class: File, path: /etc/shadow, basename: ../x}",
            "{class: Directory, location: 'file:///'}",
            "{class: File, basename: ../../x, contents: a}",
            "{entryname: x, entry: {class: File, location: 'file:///etc/shadow'}, writable:"
                + " true}")) {
      rows.add(
          mayRun(
              "InitialWorkDir " + listing,
              pull + "InitialWorkDirRequirement: {listing: [" + listing + "]}"));
    }
    for (String more :
        List.of(
            "EnvVarRequirement: {envDef: {'A=B': c}}",
            "EnvVarRequirement: {envDef: {LD_PRELOAD: /x.so}}",
            "EnvVarRequirement: {envDef: {\"A\\nB\": c}}",
            "EnvVarRequirement: {envDef: {A: \"b\\0c\"}}",
            "ResourceRequirement: {ramMin: 99999999999}",
            "ResourceRequirement: {ramMin: -1}",
            "ResourceRequirement: {coresMin: 1000000}",
            "ResourceRequirement: {coresMin: 0}",
            "ResourceRequirement: {tmpdirMin: 9e18}",
            "ToolTimeLimit: {timelimit: -1}",
            "ToolTimeLimit: {timelimit: 9e18}",
            "ShellCommandRequirement: {}, NetworkAccess: {networkAccess: 'yes'}")) {
      rows.add(mayRun(more, pull + more));
    }
    return rows;
  }

  private static Attack job(String name, String requirement) {
    String id = Packages.id(KIND, "x");
    return new JobAttack(
        KIND, name, id, Packages.requiring(id, requirement), "{}", JobAttack.End.FAILED);
  }

  private static Attack mayRun(String name, String requirement) {
    String id = Packages.id(KIND, "x");
    return new JobAttack(
        KIND, name, id, Packages.requiring(id, requirement), "{}", JobAttack.End.ANY);
  }

  private static String shown(String image, int port) {
    String plain = image.replace(":" + port, ":PORT");
    return plain.length() > 50 ? plain.substring(0, 20) + "… of " + plain.length() : plain;
  }
}
