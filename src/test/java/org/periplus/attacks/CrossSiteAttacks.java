package org.periplus.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a page of another site sends with the browser of a user. */
final class CrossSiteAttacks {

  private static final String KIND = "cross-site";

  private static final List<String> SITES =
      List.of(
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-site",
          "Origin: https://evil.example",
          "Origin: null",
          "Origin: http://localhost.evil.example",
          "Referer: https://evil.example/");

  private CrossSiteAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    String job = target.path("jobs/00000000-0000-0000-0000-000000000000");
    String execute = "{\"inputs\": {\"string\": \"a\"}}";
    for (String site : SITES) {
      if (!site.startsWith("Referer")) {
        for (Request request :
            List.of(
                Request.post(target.path("processes/echo/execution"), Request.JSON, execute),
                Request.post(target.path("processes/echo/execution"), "text/plain", execute),
                Request.post(target.path("processes"), Request.YAML, "cwlVersion: v1.2"),
                Request.post(job + "/results", Request.JSON, "{}"),
                Request.sending("PATCH", job, Request.JSON, "{}"),
                Request.sending("PUT", target.path("processes/echo"), Request.YAML, "x"),
                Request.of("DELETE", job),
                Request.of("DELETE", target.path("processes/echo")))) {
          String name =
              request.line().replace(target.path(""), "").replaceAll("0000.*0000", "ID")
                  + " with "
                  + site;
          rows.add(RequestAttack.refused(KIND, name, request.with(site)));
        }
      }
      rows.addAll(unaskedPackages(target, site));
      rows.add(
          new SceneAttack(KIND, "GET execution with " + site, aim -> startsNothing(site, aim)));
    }
    rows.addAll(unaskedPackages(target, "Cookie: any=1"));
    return rows;
  }

  /** What programs may send without saying what it is, pages may not: browsers let them send it. */
  private static List<Attack> unaskedPackages(Target target, String site) {
    String cwl =
        "cwlVersion: v1.2\nclass: Workflow\nid: evil\ninputs: {}\noutputs: {}\nsteps: {}\n";
    Request untyped =
        Request.of("POST", target.path("processes"))
            .with("Content-Length: " + cwl.length())
            .withBody(cwl);
    return List.of(
        RequestAttack.refused(
            KIND,
            "a package as text with " + site,
            Request.post(target.path("processes"), "text/plain", cwl).with(site)),
        RequestAttack.refused(KIND, "a package without a type with " + site, untyped.with(site)));
  }

  /** A link, or the address of an image, is no order to work. */
  private static Finding startsNothing(String site, Target target) throws IOException {
    String key = "n" + System.nanoTime();
    Answer answer =
        target.send(
            Request.get(target.path("processes/echo/execution?string=" + key))
                .with(site)
                .with("Accept: text/html"));
    boolean page = answer.is("text/html") && answer.status() == 200;
    boolean refused = answer.status() >= 400 && answer.status() < 500;
    return new Finding(
        answer.status() + " " + answer.header("Content-Type"),
        page || refused
            ? Leaks.ofPage(answer.body())
            : List.of("it is neither a page nor refused"));
  }
}
