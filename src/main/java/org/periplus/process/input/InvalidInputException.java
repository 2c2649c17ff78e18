package org.periplus.process.input;

import java.util.List;

/** An execution was asked for with inputs that the process does not take. */
public class InvalidInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** How many problems are told. */
  static final int TOLD = 20;

  private final transient List<Problem> problems;

  /**
   * What is wrong with one input.
   *
   * @param input its name
   * @param path where it is, as far as that is known: a JSON Pointer (RFC 6901) into all inputs,
   *     such as {@code /bands/1}
   * @param message what was expected and what came
   */
  public record Problem(String input, String path, String message) {

    /** What is wrong with an input as a whole. */
    public Problem(String input, String message) {
      this(input, InputPath.of(input), message);
    }
  }

  /**
   * @param problems all of them, at least one; the first are told, with their count
   */
  public InvalidInputException(List<Problem> problems) {
    this(problems.subList(0, Math.min(TOLD, problems.size())), problems.size());
  }

  /**
   * @param problems the first of them, at least one
   * @param count how many there are
   */
  InvalidInputException(List<Problem> problems, int count) {
    super(
        (count > problems.size()
                ? "There are %d problems; the first %d: ".formatted(count, problems.size())
                : "")
            + String.join(" ", problems.stream().map(Problem::message).toList()));
    this.problems = List.copyOf(problems);
  }

  /** One for each input that is wrong, in the order of their names, as far as they are told. */
  public List<Problem> problems() {
    return problems;
  }
}
