package org.periplus.api;

import java.util.Optional;

/** A request that is refused for a reason that only the API knows. */
public class RequestRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;
  private final transient Optional<String> challenge;

  public RequestRefusedException(Problem problem) {
    this(problem, Optional.empty());
  }

  /**
   * @param challenge how the client may say who it is: {@code WWW-Authenticate}
   */
  public RequestRefusedException(Problem problem, Optional<String> challenge) {
    super(problem.detail());
    this.problem = problem;
    this.challenge = challenge;
  }

  Optional<String> challenge() {
    return challenge;
  }

  public Problem problem() {
    return problem;
  }
}
