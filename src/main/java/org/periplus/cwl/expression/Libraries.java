package org.periplus.cwl.expression;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Libraries that have been evaluated already: interpreters begin where they are ready. That is done
 * with libraries only that would be the same each time: those that neither ask for the time, nor
 * for random numbers, nor for the inputs. Threads may share it.
 */
final class Libraries {

  private static final int MOST = 32;

  /** Larger ones are evaluated each time. */
  private static final long LARGEST = 4L << 20;

  private final Map<String, Optional<Snapshot>> known = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * Where an evaluation with these libraries begins; empty when it has to evaluate them itself.
   *
   * @throws RuntimeException as {@link Interpreter#run}
   */
  Optional<Snapshot> ready(String script, QuickJs quickJs, MemoryBudget.Share share) {
    synchronized (known) {
      Optional<Snapshot> before = known.get(script);
      if (before != null) {
        return before;
      }
    }
    Optional<Snapshot> evaluated = evaluate(script, quickJs, share);
    synchronized (known) {
      known.put(script, evaluated);
      if (known.size() > MOST) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return evaluated;
  }

  private static Optional<Snapshot> evaluate(
      String script, QuickJs quickJs, MemoryBudget.Share share) {
    Exchange exchange = new Exchange(Request.libraries(script));
    Snapshot after = quickJs.askAndKeep(quickJs.beginning(), exchange, share);
    boolean evaluated =
        exchange.answer().filter(answer -> answer.kind() == Exchange.Kind.VALUE).isPresent();
    return evaluated && !exchange.lookedOutside() && after.size() <= LARGEST
        ? Optional.of(after)
        : Optional.empty();
  }
}
