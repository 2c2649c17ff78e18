package org.periplus.attacks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Against the audit trail: forged entries, and so many that nobody finds anything in it. */
final class AuditAttacks {

  private static final String KIND = "audit";
  private static final int FLOOD = 300;

  private static final ObjectMapper JSON = new ObjectMapper();

  private AuditAttacks() {}

  static List<Attack> rows() {
    List<Attack> rows = new ArrayList<>();
    for (String name :
        List.of(
            "a%0d%0a%7B%22operation%22:%22forged%22%7D",
            "a%00b",
            "%1B%5B2J%1B%5B31mroot",
            "%E2%80%AEtxt.exe",
            "%E2%80%A8forged",
            "%ED%A0%80",
            "%3Cscript%3Eattack(1)%3C%2Fscript%3E",
            "%24%7Bjndi:ldap://127.0.0.1/x%7D",
            "a'%20or%20'1'='1")) {
      rows.add(new SceneAttack(KIND, "a process called " + name, aim -> named(name, aim)));
    }
    rows.add(
        new SceneAttack(
            KIND,
            "a tenant called <script>",
            aim -> shown(aim, "tenant=all", "/%3Cscript%3E/ogc-api/processes/none")));
    rows.add(new SceneAttack(KIND, FLOOD + " refusals", AuditAttacks::flooded));
    return rows;
  }

  private static Finding named(String name, Target target)
      throws IOException, InterruptedException {
    return shown(target, "", target.path("processes/" + name));
  }

  /** What was asked for stands in the trail, or was no request; it forges and runs nothing. */
  private static Finding shown(Target target, String filter, String path)
      throws IOException, InterruptedException {
    Answer answer = target.send(Request.of("DELETE", path));
    List<String> faults = new ArrayList<>();
    if (answer.status() >= 500) {
      faults.add("it is answered with " + answer.status());
    }
    waitForTrail(target);
    String trail = target.path("audit?limit=1000&" + filter);
    Answer json = target.send(Request.get(trail));
    for (JsonNode entry : JSON.readTree(json.body()).get("entries")) {
      entry.forEach(
          value -> {
            if (value.asText().matches("(?s).*[\\p{Cc}\\p{Cf}\\u2028\\u2029].*")) {
              faults.add("an entry has what is not seen: " + value);
            }
          });
      if (entry.path("operation").asText().equals("forged")) {
        faults.add("an entry is forged");
      }
    }
    Answer page = target.send(Request.get(trail).with("Accept: text/html"));
    faults.addAll(Leaks.ofPage(page.body()));
    if (json.status() != 200 || page.status() != 200) {
      faults.add("the trail is answered with " + json.status() + ", " + page.status());
    }
    return new Finding(Integer.toString(answer.status()), faults);
  }

  /** None is left out, and they are not as many as the refusals. */
  private static Finding flooded(Target target) throws IOException, InterruptedException {
    String those = "tenant=all&outcome=401&from=" + Instant.now();
    for (int number = 0; number < FLOOD; number++) {
      target.send(Request.get(target.path("jobs")).with("Authorization: Basic " + number));
    }
    long deadline = System.nanoTime() + Target.PATIENCE.toNanos();
    JsonNode entries = entries(target, those);
    while (counted(entries) < FLOOD && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
      entries = entries(target, those);
    }
    return new Finding(
        entries.size() + " entries",
        counted(entries) >= FLOOD && entries.size() < FLOOD / 2
            ? List.of()
            : List.of("for " + counted(entries) + " refusals"));
  }

  private static int counted(JsonNode entries) {
    int counted = 0;
    for (JsonNode entry : entries) {
      counted += entry.path("times").asInt(1);
    }
    return counted;
  }

  /** Until something that is asked for now stands there: what was before it does too. */
  private static void waitForTrail(Target target) throws IOException, InterruptedException {
    String last = "last-" + System.nanoTime();
    target.send(
        Request.post(
            target.path("processes"), Request.YAML, Packages.expression(last, "return 1;")));
    long deadline = System.nanoTime() + Target.PATIENCE.toNanos();
    while (entries(target, "object=" + last).isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not in the trail within " + Target.PATIENCE);
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    target.send(Request.of("DELETE", target.path("processes/" + last)));
  }

  private static JsonNode entries(Target target, String filter) throws IOException {
    Answer answer = target.send(Request.get(target.path("audit?limit=1000&" + filter)));
    return JSON.readTree(answer.body()).get("entries");
  }
}
