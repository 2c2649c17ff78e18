package org.periplus.process.input;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.periplus.process.input.InvalidInputException.Problem;

/**
 * Collects what is wrong with the inputs of one request: all are counted, and the first of them, in
 * the order of the inputs' names, are told. Used by one thread.
 */
public final class InputProblems {

  private static final int SHOWN_OF_NAME = 200;
  private static final int SHOWN = 2000;

  private final TreeMap<String, Problem> first = new TreeMap<>();
  private int count;

  /**
   * Takes up what is wrong with an input as a whole; of one input the last counts.
   *
   * @param message the sentence, which is only asked for when it is told
   */
  public void add(String input, Supplier<String> message) {
    add(input, "", message);
  }

  /**
   * Takes up what is wrong within an input.
   *
   * @param inside the place in its value, as a JSON Pointer
   */
  void add(String input, String inside, Supplier<String> message) {
    if (!first.containsKey(input)) {
      count++;
      if (first.size() == InvalidInputException.TOLD) {
        if (input.compareTo(first.lastKey()) > 0) {
          return;
        }
        first.pollLastEntry();
      }
    }
    String name = shortened(input, SHOWN_OF_NAME);
    String path = InputPath.of(name) + (inside.length() > SHOWN ? "" : inside);
    first.put(input, new Problem(name, path, shortened(message.get(), SHOWN)));
  }

  /** There is no such input. */
  public void unknown(String input, Iterable<String> inputs) {
    add(
        input,
        () ->
            "There is no input '%s'; the inputs are %s."
                .formatted(shortened(input, SHOWN_OF_NAME), String.join(", ", inputs)));
  }

  /**
   * Ends the check.
   *
   * @throws InvalidInputException if anything is wrong
   */
  public void throwIfAny() {
    if (count > 0) {
      throw new InvalidInputException(List.copyOf(first.values()), count);
    }
  }

  private static String shortened(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
