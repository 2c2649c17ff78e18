package org.periplus.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is another tenant's, the operator's, or the server's own; names that are none. */
final class ReachAttacks {

  private static final String KIND = "reach";

  private ReachAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    for (String place :
        List.of(
            "/metrics",
            "/metrics/base",
            "/openapi",
            "/management",
            "/console",
            "/__asadmin/version",
            "/application.wadl",
            "/ogc-api/application.wadl",
            "/payara/openapi/",
            "/web.xml",
            "/.git/config",
            "/.env",
            "/actuator/env",
            "/jolokia/list",
            "/h2-console",
            "/server-status",
            "/health/../periplus/metrics",
            "/wildfly-services",
            "/ejb",
            "/invoker/readonly")) {
      rows.add(RequestAttack.refusedByListener(KIND, "GET " + place, Request.get(place)));
    }
    for (String from :
        List.of(
            "X-Forwarded-For: 192.0.2.1",
            "Forwarded: for=192.0.2.1",
            "X-Forwarded-For: 127.0.0.1, 192.0.2.1")) {
      rows.add(
          RequestAttack.refused(
              KIND,
              "metrics, passed on with " + from,
              Request.get("/periplus/metrics").with(from)));
    }
    for (String tenant :
        List.of(
            "..",
            ".",
            "%2e%2e",
            "a%20b",
            "A%00",
            "health",
            "periplus",
            "ogc-api",
            "%3Cscript%3E",
            "-",
            "_",
            "a'b",
            "a%22b",
            "t".repeat(300),
            "\u00e9",
            "%C3%A9",
            "con",
            "*",
            "acme%2F..")) {
      String name = tenant.length() > 40 ? "300 signs" : tenant;
      rows.add(
          new SceneAttack(
              KIND, "the tenant " + name, aim -> unharmed("/" + tenant + "/ogc-api/jobs", aim)));
    }
    for (String id :
        List.of(
            "../x",
            "a/b",
            "a%2fb",
            "<script>attack(1)</script>",
            "",
            " ",
            "echo",
            "a\\nb",
            "x".repeat(5000),
            "\u202eexe",
            "CON",
            ".",
            "..",
            "-rf",
            "a;b",
            "'; DROP TABLE process; --",
            "a\\0b",
            "jobs",
            "\ud83d\ude00")) {
      String name = id.length() > 40 ? "5,000 signs" : id;
      String cwl =
          "cwlVersion: v1.2\nclass: ExpressionTool\nid: \"%s\"\nrequirements: {InlineJavascriptRequirement: {}}\ninputs: {}\noutputs: {}\nexpression: '${ return {}; }'\n"
              .formatted(id);
      rows.add(
          RequestAttack.harmless(
              KIND,
              "a process with the id " + name,
              Request.post(target.path("processes"), Request.YAML, cwl)));
    }
    for (String id :
        List.of(
            "x'--",
            "00000000-0000-0000-0000-00000000000",
            "0".repeat(5000),
            "%F0%9F%98%80",
            "1e9",
            "-1",
            "{id}",
            "*")) {
      for (String about : List.of("", "/results", "/steps")) {
        String name = "jobs/" + (id.length() > 40 ? "5,000 signs" : id) + about;
        Request request = Request.get(target.path("jobs/" + id + about));
        rows.add(
            id.startsWith("{") // A brace is no sign of a URI, which listeners know too.
                ? RequestAttack.refusedByListener(KIND, name, request)
                : RequestAttack.refused(KIND, name, request));
      }
    }
    for (String about :
        List.of(
            "",
            "/results",
            "/inputs",
            "/definition",
            "/prov",
            "/steps",
            "/outputs",
            "/results/string",
            "/logs/echo.log")) {
      rows.add(new SceneAttack(KIND, "another tenant's job" + about, aim -> ofAnother(about, aim)));
    }
    return rows;
  }

  private static Finding unharmed(String path, Target target) throws IOException {
    Answer answer = target.send(Request.get(path));
    List<String> faults = new ArrayList<>(Leaks.of(answer.body(), target, path::contains));
    if (answer.status() >= 500) {
      faults.add("the answer is " + answer.status());
    }
    if (answer.is("text/html")) {
      faults.addAll(Leaks.ofPage(answer.body()));
    }
    return new Finding(Integer.toString(answer.status()), faults);
  }

  private static Finding ofAnother(String about, Target target) throws IOException {
    String secret = "only-for-us-" + System.nanoTime();
    Answer executed =
        target.send(
            Request.post(
                    "/" + target.tenant() + "-b/ogc-api/processes/echo/execution",
                    Request.JSON,
                    "{\"inputs\": {\"string\": \"" + secret + "\"}}")
                .with("Prefer: respond-async;return=representation"));
    String job = new ObjectMapper().readTree(executed.body()).path("jobID").asText();
    Answer asked = target.send(Request.get(target.path("jobs/" + job + about)));
    List<String> faults = new ArrayList<>();
    if (job.isEmpty() || asked.status() != 404) {
      faults.add("the answer is " + asked.status());
    }
    if (asked.body().contains(secret)) {
      faults.add("it has the other tenant's input");
    }
    return new Finding(Integer.toString(asked.status()), faults);
  }
}
