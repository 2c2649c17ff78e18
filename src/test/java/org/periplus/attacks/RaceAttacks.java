package org.periplus.attacks;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The same at the same time. */
final class RaceAttacks {

  private static final String KIND = "race";
  private static final int AT_ONCE = 16;
  private static final int MANY = 100;

  /** As the configuration of the system tests says. */
  private static final int JOBS_A_DAY = 10;

  private RaceAttacks() {}

  static List<Attack> rows() {
    return List.of(
        new SceneAttack(KIND, "one process deployed 16 times at once", RaceAttacks::deployed),
        new SceneAttack(KIND, "one idempotency key 16 times at once", RaceAttacks::keyed),
        new SceneAttack(KIND, "one idempotency key for 16 requests", RaceAttacks::keyReused),
        new SceneAttack(KIND, "one job dismissed 16 times at once", RaceAttacks::dismissed),
        new SceneAttack(KIND, "100 jobs at once, of which ten may be made", RaceAttacks::limited),
        new SceneAttack(
            KIND, "one process replaced, executed and removed at once", RaceAttacks::replaced));
  }

  private static String cwl(String id) {
    return Packages.expression(id, "return {out: 'a'};");
  }

  private static Finding deployed(Target target) throws IOException {
    String id = Packages.id(KIND, "x");
    Map<Integer, Integer> statuses =
        counted(
            at(target, number -> Request.post(target.path("processes"), Request.YAML, cwl(id))));
    return new Finding(
        statuses.toString(),
        statuses.equals(Map.of(201, 1, 409, AT_ONCE - 1))
            ? List.of()
            : List.of("not one is 201 and the others 409"));
  }

  private static Request keyed(Target target, String key, String text) {
    return Request.post(
            target.path("processes/echo/execution"),
            Request.JSON,
            "{\"inputs\": {\"string\": \"" + text + "\"}}")
        .with("Prefer: respond-async")
        .with("Idempotency-Key: \"" + key + "\"");
  }

  private static Finding keyed(Target target) throws IOException {
    String key = "k" + System.nanoTime();
    List<Answer> answers = at(target, number -> keyed(target, key, "a"));
    Set<String> jobs = new TreeSet<>();
    answers.stream()
        .filter(answer -> answer.status() == 201)
        .forEach(answer -> jobs.add(answer.header("Location")));
    return new Finding(
        counted(answers).toString(),
        jobs.size() == 1 && harmless(answers)
            ? List.of()
            : List.of("there are " + jobs.size() + " jobs"));
  }

  private static Finding keyReused(Target target) throws IOException {
    String key = "k" + System.nanoTime();
    List<Answer> answers = at(target, number -> keyed(target, key, "a" + number));
    long taken = answers.stream().filter(answer -> answer.status() == 201).count();
    return new Finding(
        counted(answers).toString(),
        taken == 1 && harmless(answers) ? List.of() : List.of(taken + " were taken"));
  }

  private static Finding dismissed(Target target) throws IOException {
    Answer job =
        target.send(
            Request.post(
                    target.path("processes/echo/execution"),
                    Request.JSON,
                    "{\"inputs\": {\"string\": \"a\", \"pause\": 300}}")
                .with("Prefer: respond-async"));
    String path = target.path("jobs/" + job.header("Location").replaceFirst(".*/jobs/", ""));
    List<Answer> answers = at(target, number -> Request.of("DELETE", path));
    return new Finding(
        counted(answers).toString(),
        harmless(answers) ? List.of() : List.of("not all were answered"));
  }

  /** A tenant that may make ten jobs a day, and maybe has made some today. */
  private static Finding limited(Target target) throws IOException {
    Target limited =
        new Target(target.port(), "limited", target.canary(), target.data(), target.jobs());
    long before = usedJobs(limited);
    List<Answer> answers =
        at(
            limited,
            MANY,
            number ->
                Request.post(
                        limited.path("processes/echo/execution"),
                        Request.JSON,
                        "{\"inputs\": {\"string\": \"a\"}}")
                    .with("Prefer: respond-async"));
    long made = answers.stream().filter(answer -> answer.status() == 201).count();
    long refused =
        answers.stream()
            .filter(answer -> answer.status() == 429 && !answer.header("Retry-After").isEmpty())
            .count();
    boolean exactly = before + made == JOBS_A_DAY && usedJobs(limited) == JOBS_A_DAY;
    return new Finding(
        counted(answers) + " after " + before,
        exactly && made + refused == MANY
            ? List.of()
            : List.of(made + " were made, " + refused + " refused"));
  }

  private static long usedJobs(Target limited) throws IOException {
    Answer me = limited.send(Request.get(limited.path("me")));
    return new ObjectMapper().readTree(me.body()).at("/usage/0/used").asLong(-1);
  }

  private static Finding replaced(Target target) throws IOException {
    String id = Packages.id(KIND, "x");
    target.send(Request.post(target.path("processes"), Request.YAML, cwl(id)));
    String path = target.path("processes/" + id);
    List<Answer> answers =
        at(
            target,
            number ->
                switch (number % 3) {
                  case 0 -> Request.sending("PUT", path, Request.YAML, cwl(id));
                  case 1 ->
                      Request.post(path + "/execution", Request.JSON, "{\"inputs\": {}}")
                          .with("Prefer: respond-async");
                  default -> Request.of("DELETE", path);
                });
    return new Finding(
        counted(answers).toString(),
        harmless(answers) ? List.of() : List.of("not all were answered"));
  }

  /** Makes the request of a number. */
  private interface Numbered {
    Request of(int number);
  }

  private static List<Answer> at(Target target, Numbered requests) throws IOException {
    return at(target, AT_ONCE, requests);
  }

  private static List<Answer> at(Target target, int most, Numbered requests) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(most);
    try {
      List<CompletableFuture<Answer>> asked = new ArrayList<>();
      for (int number = 0; number < most; number++) {
        Request request = requests.of(number);
        asked.add(CompletableFuture.supplyAsync(() -> sent(request, target), threads));
      }
      return asked.stream().map(CompletableFuture::join).toList();
    } catch (CompletionException e) {
      throw new IOException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Answer sent(Request request, Target target) {
    try {
      return target.send(request);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static boolean harmless(List<Answer> answers) {
    return answers.stream()
        .allMatch(
            answer ->
                answer.status() >= 200
                    && answer.status() < 500
                    && !answer.body().contains(".java:"));
  }

  private static Map<Integer, Integer> counted(List<Answer> answers) {
    Map<Integer, Integer> counts = new TreeMap<>();
    answers.forEach(answer -> counts.merge(answer.status(), 1, Integer::sum));
    return counts;
  }
}
