package org.periplus.process.input;

import java.util.List;

/** An execution was asked for with inputs that the process does not take. */
public class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * What is wrong with one input.
   *
   * @param input its name
   * @param message what was expected and what came
   */
  public record Problem(String input, String message) {}

  public InvalidInputException(List<Problem> problems) {
    super(String.join(" ", problems.stream().map(Problem::message).toList()));
    this.problems = List.copyOf(problems);
  }

  /** One for each input that is wrong, in the order of their names; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
