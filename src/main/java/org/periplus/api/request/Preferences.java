package org.periplus.api.request;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.process.description.ProcessDescription;

/**
 * The header {@code Prefer} of a request: RFC 7240, and Part 1, 7.11.2.3 "Execution mode".
 *
 * @param seconds those of {@code wait=}
 * @param separator what the client put between preferences; clients of the field use a semicolon
 */
public record Preferences(
    boolean async,
    boolean sync,
    Optional<Integer> seconds,
    Optional<Return> returned,
    String separator) {

  private static final int DIGITS_OF_WAIT = 9;

  /** The preference {@code return}: RFC 7240, 4.2. */
  public enum Return {
    MINIMAL,
    REPRESENTATION;

    private String token() {
      return "return=" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** The preferences of these headers; the first of several values counts, as RFC 7240 says. */
  public static Preferences of(List<String> headers) {
    String all = String.join(",", headers);
    List<String> tokens =
        Stream.of(all.split("[;,]"))
            .map(token -> token.replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT))
            .toList();
    return new Preferences(
        tokens.contains("respond-async"),
        tokens.contains("respond-sync"),
        tokens.stream()
            .filter(token -> token.matches("wait=\\d{1," + DIGITS_OF_WAIT + "}"))
            .findFirst()
            .map(token -> Integer.valueOf(token.substring("wait=".length()))),
        tokens.stream()
            .flatMap(token -> Stream.of(Return.values()).filter(r -> r.token().equals(token)))
            .findFirst(),
        all.contains(";") ? ";" : ", ");
  }

  /**
   * How long to wait for the results before the answer is the job; zero for an asynchronous
   * execution. Without a preference a process that offers both modes is executed synchronously:
   * {@code /req/core/process-execute-default-execution-mode}.
   *
   * @param options the process's job control options
   */
  public Duration patience(List<String> options, Duration longest) {
    if (!options.contains(ProcessDescription.SYNC)) {
      return Duration.ZERO;
    }
    if (!options.contains(ProcessDescription.ASYNC)) {
      return longest;
    }
    if (seconds.isPresent()) {
      Duration wanted = Duration.ofSeconds(seconds.get());
      return wanted.compareTo(longest) < 0 ? wanted : longest;
    }
    return sync || !async ? longest : Duration.ZERO;
  }

  /**
   * The header {@code Preference-Applied} of the answer with a job's status, which is always a
   * representation: {@code /rec/core/process-execute-preference-applied}.
   */
  public Optional<String> appliedByStatus(Duration patience) {
    return joined(
        async ? "respond-async" : "",
        waited(patience),
        returned.filter(r -> r == Return.REPRESENTATION).map(Return::token).orElse(""));
  }

  /**
   * The header {@code Preference-Applied} of an execution's answer with results.
   *
   * @param returnCounted whether {@code return} decided anything
   */
  public Optional<String> appliedByResults(Duration patience, boolean returnCounted) {
    return joined(
        sync ? "respond-sync" : "",
        waited(patience),
        returned.filter(r -> returnCounted).map(Return::token).orElse(""));
  }

  /** The same of results that are asked for later. */
  public Optional<String> appliedByResults(boolean returnCounted) {
    return joined(returned.filter(r -> returnCounted).map(Return::token).orElse(""));
  }

  private String waited(Duration patience) {
    return seconds.isEmpty() || patience.isZero() ? "" : "wait=" + patience.toSeconds();
  }

  private Optional<String> joined(String... tokens) {
    return Stream.of(tokens)
        .filter(token -> !token.isEmpty())
        .reduce((one, next) -> one + separator + next);
  }
}
