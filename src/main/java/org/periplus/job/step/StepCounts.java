package org.periplus.job.step;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/** Counts rows of a path, a kind, a state, the start and the end of a run. */
final class StepCounts {

  private StepCounts() {}

  private record Of(String path, StepState state) {}

  static List<StepCount> of(List<Object[]> rows) {
    Map<Of, StepCount> counts = new LinkedHashMap<>();
    for (Object[] row : rows) {
      StepCount one =
          new StepCount(
              (String) row[0],
              (StepKind) row[1],
              (StepState) row[2],
              1,
              Optional.ofNullable((Instant) row[3]),
              Optional.ofNullable((Instant) row[4]));
      counts.merge(new Of(one.path(), one.state()), one, StepCounts::both);
    }
    return List.copyOf(counts.values());
  }

  private static StepCount both(StepCount some, StepCount more) {
    return new StepCount(
        some.path(),
        some.kind(),
        some.state(),
        some.runs() + more.runs(),
        either(some.started(), more.started(), BinaryOperator.minBy(Instant::compareTo)),
        either(some.finished(), more.finished(), BinaryOperator.maxBy(Instant::compareTo)));
  }

  private static Optional<Instant> either(
      Optional<Instant> some, Optional<Instant> more, BinaryOperator<Instant> choice) {
    return Stream.of(some, more).flatMap(Optional::stream).reduce(choice);
  }
}
