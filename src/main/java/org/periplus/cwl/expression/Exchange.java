package org.periplus.cwl.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What the server asks an interpreter, and what that answers. For one thread.
 *
 * <p>The answer is whatever a script makes of it, and so is hostile.
 */
final class Exchange {

  /** What kind of answer there is. */
  enum Kind {
    /** The value of an expression. */
    VALUE,
    /** A description of what a script threw. */
    FAILURE
  }

  /** An answer. */
  record Answer(Kind kind, JsonNode json) {}

  private final Request request;
  private Optional<Answer> answer = Optional.empty();
  private boolean lookedOutside;

  Exchange(Request request) {
    this.request = request;
  }

  Request request() {
    return request;
  }

  void answer(Answer given) {
    answer = Optional.of(given);
  }

  /** The last answer; none when the script ended without one. */
  Optional<Answer> answer() {
    return answer;
  }

  /**
   * The script has asked for the time, for a random number, or for what differs from job to job.
   */
  void looksOutside() {
    lookedOutside = true;
  }

  /** Whether another evaluation of the same script may have another result. */
  boolean lookedOutside() {
    return lookedOutside;
  }
}
