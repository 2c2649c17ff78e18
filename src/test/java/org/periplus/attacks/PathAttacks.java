package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;

/** Paths that lead out of where they begin, or that two servers read in two ways. */
final class PathAttacks {

  private static final String KIND = "path";

  private static final List<String> MALFORMED =
      List.of(
          "%zz",
          "a%",
          "a%2",
          "a%00b",
          "a%0ab",
          "a%0d%0aX-Injected:1",
          "a%ffb",
          "a%c0%af",
          "a%c2%9bb",
          "a%ed%a0%80",
          "a;x=1",
          "a;jsessionid=1",
          "a\\b",
          "..",
          "../..",
          "%2e%2e",
          "%2e%2e/%2e%2e",
          ".",
          "%2e");

  private static final List<String> TRAVERSALS =
      List.of(
          "../../../etc/passwd",
          "..%2f..%2f..%2fetc%2fpasswd",
          "%2e%2e%2f%2e%2e%2fetc/passwd",
          "..%5c..%5cetc%5cpasswd",
          "..%252f..%252fetc%252fpasswd",
          "%c0%ae%c0%ae%c0%afetc%c0%afpasswd",
          "....//....//etc/passwd",
          "/etc/passwd",
          "%2fetc%2fpasswd",
          "WEB-INF/web.xml",
          "..;/..;/WEB-INF/web.xml",
          "file:%2f%2f%2fetc%2fpasswd",
          "%00/etc/passwd",
          "~root",
          "$HOME",
          "`id`",
          "$(id)",
          "CON",
          "a/./b");

  private PathAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String malformed : MALFORMED) {
      String path = target.path("processes/" + malformed);
      rows.add(RequestAttack.refusedByListener(KIND, "a process " + malformed, Request.get(path)));
    }
    String job = "jobs/00000000-0000-0000-0000-000000000000/";
    for (String place :
        List.of("assets/", "processes/", job + "files/", job + "logs/", job + "results/")) {
      for (String traversal : TRAVERSALS) {
        rows.add(
            RequestAttack.refusedByListener(
                KIND,
                place.replace(job, "jobs/ID/") + traversal,
                Request.get(target.path(place + traversal))));
      }
    }
    for (String whole :
        List.of(
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "//etc/passwd",
            "/../etc/passwd",
            "/%2e%2e/WEB-INF/web.xml",
            "/ogc-api/../WEB-INF/web.xml",
            "/..%2fogc-api/jobs",
            "/%00/ogc-api/jobs",
            "/a%2fb/ogc-api/jobs",
            "/<script>/ogc-api/jobs",
            "/" + "t".repeat(5000) + "/ogc-api/jobs",
            "/ogc-api/" + "a/".repeat(3000),
            "/ogc-api/" + "%61".repeat(1500),
            "*",
            "ogc-api")) {
      rows.add(RequestAttack.refusedByListener(KIND, shortened(whole), Request.get(whole)));
    }
    return rows;
  }

  private static String shortened(String path) {
    return path.length() > 60 ? path.substring(0, 30) + "… of " + path.length() + " signs" : path;
  }
}
