package org.periplus.ops;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;

/**
 * Asks the things that the server needs how they are. Who wants to know waits for a limited time; a
 * thing that does not answer has one question, and one thread, at a time, and one that has answered
 * is left alone for some seconds. Threads share it.
 */
@ApplicationScoped
public class Questions {

  private static final String ERROR = "error";

  private final ExecutorService threads = Executors.newCachedThreadPool(Questions::thread);
  private final Map<String, Asked> asked = new ConcurrentHashMap<>();
  private final HealthConfiguration configuration;

  /** A question about one thing. */
  interface Question {
    /** Completes the answer; what it throws is the reason why the thing cannot be used. */
    void ask(HealthCheckResponseBuilder answer) throws Exception;
  }

  private record Asked(long at, CompletableFuture<HealthCheckResponse> answer) {

    boolean counts(long nanos) {
      return !answer.isDone() || System.nanoTime() - at < nanos;
    }
  }

  /** For CDI's proxy alone. */
  protected Questions() {
    this(null);
  }

  @Inject
  public Questions(HealthConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The answer of a thing, at most some seconds old. */
  HealthCheckResponse answer(String name, Question question) {
    Asked last =
        asked.compute(
            name,
            (same, before) ->
                before != null && before.counts(configuration.maxAge().toNanos())
                    ? before
                    : asked(name, question));
    try {
      return last.answer().get(configuration.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return down(name, "There is no answer within " + configuration.timeout().toMillis() + " ms");
    } catch (ExecutionException e) {
      return down(name, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return down(name, "The question was interrupted");
    }
  }

  private Asked asked(String name, Question question) {
    return new Asked(
        System.nanoTime(), CompletableFuture.supplyAsync(() -> ask(name, question), threads));
  }

  private static HealthCheckResponse ask(String name, Question question) {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named(name).up();
    try {
      question.ask(answer);
      return answer.build();
    } catch (Exception e) {
      return down(name, e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static HealthCheckResponse down(String name, String reason) {
    return HealthCheckResponse.named(name).down().withData(ERROR, reason).build();
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
