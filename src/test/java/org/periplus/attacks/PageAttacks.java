package org.periplus.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Packages, inputs and messages with markup, and the pages that show them. */
final class PageAttacks {

  private static final String KIND = "page";

  private static final List<String> MARKUP =
      List.of(
          "<script>attack(1)</script>",
          "\"><script>attack(1)</script>",
          "'><img src=x onerror=attack(1)>",
          "</title><script>attack(1)</script>",
          "</script><script>attack(1)</script>",
          "<svg/onload=attack(1)>",
          "<a href='javascript:attack(1)'>x</a>",
          "[x](javascript:attack(1))",
          "javascript:attack(1)",
          "{{constructor.constructor('attack(1)')()}}",
          "<iframe srcdoc='<script>attack(1)</script>'>",
          "]]><script>attack(1)</script>",
          "&lt;script&gt;attack(1)&lt;/script&gt;",
          "\u2028<script>attack(1)</script>");

  private PageAttacks() {}

  static List<Attack> rows() {
    List<Attack> rows = new ArrayList<>();
    for (String markup : MARKUP) {
      String shown = markup.replace("\u2028", "U+2028 ");
      rows.add(
          new SceneAttack(KIND, "a package with " + shown, target -> inAPackage(markup, target)));
      rows.add(new SceneAttack(KIND, "inputs with " + shown, target -> inInputs(markup, target)));
    }
    return rows;
  }

  private static Finding inAPackage(String markup, Target target) throws IOException {
    String id = Packages.id(KIND, "x");
    String text = Packages.quoted(markup);
    String cwl =
        """
        cwlVersion: v1.2
        class: ExpressionTool
        id: %1$s
        label: %2$s
        doc: %2$s
        requirements: {InlineJavascriptRequirement: {}}
        inputs: {word: {type: string, label: %2$s, doc: %2$s, default: %2$s}, kind: {type: {type: enum, symbols: [a, %2$s]}, default: a}}
        outputs: {out: {type: string, label: %2$s}}
        expression: %3$s
        """
            .formatted(id, text, Packages.quoted("${ throw new Error(" + text + "); }"));
    Answer deployed = target.send(Request.post(target.path("processes"), Request.YAML, cwl));
    List<String> faults = new ArrayList<>();
    if (deployed.status() == 201) {
      target.send(
          Request.post(
                  target.path("processes/" + id + "/execution"), Request.JSON, "{\"inputs\": {}}")
              .with("Prefer: respond-async"));
      for (String page :
          List.of(
              "processes",
              "processes/" + id,
              "processes/" + id + "/execution",
              "processes/" + id + "/versions",
              "jobs",
              "api")) {
        faults.addAll(faultsOf(page, target));
      }
    } else if (deployed.status() >= 500 || deployed.status() < 400) {
      faults.add("the answer is " + deployed.status());
    }
    return new Finding("deployment " + deployed.status(), faults);
  }

  private static Finding inInputs(String markup, Target target) throws IOException {
    String text = Packages.quoted(markup);
    Answer executed =
        target.send(
            Request.post(
                    target.path("processes/echo/execution"),
                    Request.JSON,
                    "{\"inputs\": {\"string\": " + text + "}}")
                .with("Prefer: respond-async"));
    List<String> faults = new ArrayList<>();
    if (executed.status() == 201) {
      String job = executed.header("Location").replaceFirst(".*/jobs/", "");
      for (String page :
          List.of("", "/inputs", "/outputs", "/results", "/definition", "/prov", "/steps")) {
        faults.addAll(faultsOf("jobs/" + job + page, target));
      }
    } else if (executed.status() >= 500 || executed.status() < 400) {
      faults.add("the answer is " + executed.status());
    }
    return new Finding("execution " + executed.status(), faults);
  }

  private static List<String> faultsOf(String page, Target target) throws IOException {
    Answer answer = target.send(Request.get(target.path(page)).with("Accept: text/html"));
    List<String> faults = new ArrayList<>();
    if (answer.status() >= 500) {
      faults.add(page + ": " + answer.status());
    }
    if (answer.is("text/html")) {
      Leaks.ofPage(answer.body()).forEach(fault -> faults.add(page + ": " + fault));
      if (!answer.header("Content-Security-Policy").contains("script-src")
          && !answer.header("Content-Security-Policy").contains("default-src")) {
        faults.add(page + ": it has no policy for scripts");
      }
    }
    return faults;
  }
}
