package org.periplus.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A package that is deployed and executed. It may be refused, or its job may end in any way that is
 * said; no result, log or message may have what the server keeps to itself.
 *
 * @param cwl the package; its process has the id
 * @param inputs as JSON
 * @param end how it may end
 */
record JobAttack(String kind, String name, String id, String cwl, String inputs, End end)
    implements Attack {

  /** How the attack may end. */
  enum End {
    /** It is refused, or its job fails. */
    FAILED,
    /** It is refused, or its job ends in any way. */
    ANY,
    /** Its job ends in any way; refused, it would have shown nothing. */
    TRIED
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ENDS_WITHIN = Duration.ofMinutes(4);

  @Override
  public Finding run(Target target) throws IOException, InterruptedException {
    Request deployment = Request.post(target.path("processes"), Request.YAML, cwl);
    Answer deployed = target.send(deployment);
    if (deployed.status() != 201) {
      return refusal("not deployed", deployed, target);
    }
    Request execution =
        Request.post(
                target.path("processes/" + id + "/execution"),
                Request.JSON,
                "{\"inputs\": " + inputs + "}")
            .with("Prefer: respond-async");
    Answer executed = target.send(execution);
    if (executed.status() != 201) {
      return refusal("not executed", executed, target);
    }
    String job = JSON.readTree(executed.body()).path("jobID").asText();
    target.jobs().add(job);
    return ended(job, target);
  }

  private Finding refusal(String what, Answer answer, Target target) {
    List<String> faults = new ArrayList<>(Leaks.of(answer.body(), target, this::has));
    if (answer.status() < 400 || answer.status() >= 500) {
      faults.add("the answer is " + answer.status() + " " + answer.body());
    }
    if (end == End.TRIED) {
      faults.add("it was not tried: " + answer.body());
    }
    if (!answer.is("application/problem+json")) {
      faults.add("it is no problem document");
    }
    return new Finding(what + ": " + answer.status(), faults);
  }

  private Finding ended(String job, Target target) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + ENDS_WITHIN.toNanos();
    JsonNode status = status(job, target);
    while (!status.path("status").asText().matches("successful|failed|dismissed")) {
      if (System.nanoTime() > deadline) {
        target.send(Request.of("DELETE", target.path("jobs/" + job)));
        return new Finding("still runs", List.of("no end within " + ENDS_WITHIN + ": " + status));
      }
      LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
      status = status(job, target);
    }
    List<String> faults = new ArrayList<>();
    String seen = status.path("status").asText();
    if (end == End.FAILED && !seen.equals("failed")) {
      faults.add("the job was " + seen);
    }
    for (String about : List.of("", "/results", "/steps", "/inputs", "/prov", "/outputs")) {
      String text = target.send(Request.get(target.path("jobs/" + job + about))).body();
      Leaks.of(text, target, this::has).forEach(fault -> faults.add(about + ": " + fault));
    }
    for (JsonNode link : status.findValues("href")) {
      if (link.asText().contains("/files/") || link.asText().contains("/logs/")) {
        String path = link.asText().replaceFirst("^https?://[^/]*", "");
        Leaks.of(target.send(Request.get(path)).body(), target, this::has)
            .forEach(fault -> faults.add(path + ": " + fault));
      }
    }
    return new Finding(seen + ": " + status.path("message").asText(), faults);
  }

  private static JsonNode status(String job, Target target) throws IOException {
    return JSON.readTree(target.send(Request.get(target.path("jobs/" + job))).body());
  }

  private boolean has(String text) {
    return cwl.contains(text) || inputs.contains(text);
  }
}
