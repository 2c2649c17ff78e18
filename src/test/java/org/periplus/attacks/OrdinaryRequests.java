package org.periplus.attacks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What friendly clients ask of a server in its first minutes, many at once: each thread of it gets
 * the buffers and caches that libraries keep for a thread, and each page its template.
 */
final class OrdinaryRequests {

  private static final int AT_ONCE = 300;
  private static final int ROUNDS = 3;
  private static final List<String> SEEN =
      List.of("", "processes", "processes/echo", "jobs", "conformance", "deploy", "statistics");

  private OrdinaryRequests() {}

  static void send(Target target) throws Exception {
    List<Request> requests = new ArrayList<>();
    for (String seen : SEEN) {
      requests.add(Request.get(target.path(seen)));
      requests.add(Request.get(target.path(seen)).with("Accept: text/html"));
    }
    requests.add(executes(target, "{\"string\": \"a\"}"));
    requests.add(executes(target, "{\"no such input\": 1}"));
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Callable<Answer>> all = new ArrayList<>();
      for (int number = 0; number < AT_ONCE * ROUNDS; number++) {
        Request request = requests.get(number % requests.size());
        all.add(() -> target.send(request));
      }
      for (Future<Answer> answer : threads.invokeAll(all)) {
        if (answer.get().status() == 500) {
          throw new IOException(answer.get().body());
        }
      }
    } finally {
      threads.shutdown();
    }
  }

  private static Request executes(Target target, String inputs) {
    return Request.post(
            target.path("processes/echo/execution"), Request.JSON, "{\"inputs\": " + inputs + "}")
        .with("Prefer: respond-async");
  }
}
