package org.periplus.ops;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.periplus.configuration.Service;

/**
 * Asks the things that the server needs how they are. Who wants to know waits for a limited time; a
 * thing that does not answer has one question, and one thread, at a time, and one that has answered
 * is left alone for some seconds. Threads share it.
 */
@Service
public class Questions {

  private static final String ERROR = "error";
  private static final String SINCE = "since";

  private final ExecutorService threads = Executors.newCachedThreadPool(Questions::thread);
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();

  /** Since when what is down has been so, as far as this server was asked. */
  private final Map<String, Instant> outages = new ConcurrentHashMap<>();

  private final HealthConfiguration configuration;

  /** A question about one thing. */
  interface Question {
    /** What the thing says of itself; what is thrown is the reason why it cannot be used. */
    Map<String, Object> ask() throws Exception;
  }

  private record Asked(long at, CompletableFuture<HealthCheckResponse> answer) {

    boolean counts(long nanos) {
      return !answer.isDone() || System.nanoTime() - at < nanos;
    }
  }

  @Inject
  public Questions(HealthConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The answer of a thing, at most some seconds old; with {@code since} while it is down. */
  HealthCheckResponse answer(String name, Question question) {
    return dated(name, await(name, begun(name, question)));
  }

  private HealthCheckResponse dated(String name, HealthCheckResponse answer) {
    if (answer.getStatus() == Status.UP) {
      outages.remove(name);
      return answer;
    }
    Instant since =
        outages.computeIfAbsent(name, now -> Instant.now().truncatedTo(ChronoUnit.MILLIS));
    Map<String, Object> data = new LinkedHashMap<>(answer.getData().orElse(Map.of()));
    data.put(SINCE, since.toString());
    return new HealthCheckResponse(name, Status.DOWN, Optional.of(data));
  }

  /**
   * The answers of several things of one kind as one, which is down when one of them is. They are
   * asked at the same time, and none keeps another from being named.
   *
   * @param things by what tells them from each other
   */
  HealthCheckResponse answers(String name, Map<String, Question> things) {
    Map<String, Asked> all = new LinkedHashMap<>();
    things.forEach((thing, question) -> all.put(thing, begun(name + " " + thing, question)));
    Map<String, Object> data = new LinkedHashMap<>();
    List<String> errors = new ArrayList<>();
    all.forEach(
        (thing, asked) -> {
          HealthCheckResponse one = await(thing, asked);
          Map<String, Object> said = one.getData().orElse(Map.of());
          if (one.getStatus() == Status.UP) {
            said.forEach((key, value) -> data.put(key + " of " + thing, value));
          } else {
            errors.add(thing + ": " + said.get(ERROR));
          }
        });
    if (!errors.isEmpty()) {
      data.put(ERROR, String.join("; ", errors));
    }
    return dated(
        name,
        new HealthCheckResponse(
            name, errors.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data)));
  }

  private Asked begun(String thing, Question question) {
    return asked.compute(
        thing,
        (same, before) ->
            before != null && before.counts(configuration.maxAge().toNanos())
                ? before
                : new Asked(
                    System.nanoTime(),
                    CompletableFuture.supplyAsync(() -> ask(thing, question), threads)));
  }

  /** Waits for the rest of the time that the thing has since it was asked. */
  private HealthCheckResponse await(String name, Asked asked) {
    long left = configuration.timeout().toNanos() - (System.nanoTime() - asked.at());
    try {
      return asked.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return down(name, "There is no answer within " + configuration.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return down(name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down(name, "The question was interrupted");
    }
  }

  private static HealthCheckResponse ask(String name, Question question) {
    try {
      return up(name, question.ask());
    } catch (Exception e) {
      return down(name, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  static HealthCheckResponse up(String name, Map<String, Object> data) {
    return new HealthCheckResponse(name, Status.UP, Optional.of(data));
  }

  static HealthCheckResponse down(String name, String reason) {
    return new HealthCheckResponse(name, Status.DOWN, Optional.of(Map.of(ERROR, reason)));
  }

  private static Thread thread(Runnable question) {
    Thread thread = new Thread(question, "periplus-health");
    thread.setDaemon(true);
    thread.setContextClassLoader(Questions.class.getClassLoader());
    return thread;
  }

  @PreDestroy
  void close() {
    threads.shutdownNow();
  }
}
