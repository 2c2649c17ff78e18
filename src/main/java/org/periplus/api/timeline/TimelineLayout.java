package org.periplus.api.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.periplus.job.step.StepAttempt;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.StepState;

/** Lays out a timeline. Used once, by one thread. */
final class TimelineLayout {

  /** Steps between marks that people read at a glance, in seconds. */
  private static final List<Long> STEPS =
      List.of(
          1L, 2L, 5L, 10L, 15L, 30L, 60L, 120L, 300L, 600L, 900L, 1800L, 3600L, 7200L, 10800L,
          21600L, 43200L, 86400L, 172800L, 604800L);

  private static final int MOST_MARKS = 8;

  /** The worst first: what a scatter says of itself. */
  private static final List<StepState> WORST =
      List.of(
          StepState.FAILED,
          StepState.RUNNING,
          StepState.ACCEPTED,
          StepState.DISMISSED,
          StepState.SUCCESSFUL,
          StepState.SKIPPED);

  private final List<StepRun> runs;
  private final Map<String, Integer> known;
  private final Optional<String> unfolded;
  private final Instant from;
  private final Instant to;
  private final Instant now;
  private final Set<UUID> critical;

  TimelineLayout(
      List<StepRun> runs,
      Instant from,
      Instant now,
      Optional<String> unfolded,
      Map<String, Integer> known) {
    this.runs = runs;
    this.known = known;
    this.unfolded = unfolded;
    this.now = now;
    this.from = runs.stream().map(StepRun::created).reduce(from, TimelineLayout::earlier);
    this.to =
        runs.stream()
            .map(run -> run.finished().orElse(now))
            .reduce(this.from.plusMillis(1), TimelineLayout::later);
    this.critical = CriticalPath.of(runs, now);
  }

  Timeline timeline() {
    Map<String, List<StepRun>> byPath = new LinkedHashMap<>();
    runs.stream()
        .sorted(Comparator.comparing(StepRun::created))
        .forEach(run -> byPath.computeIfAbsent(run.path(), path -> new ArrayList<>()).add(run));
    Map<String, List<String>> children = new LinkedHashMap<>();
    byPath
        .keySet()
        .forEach(
            path ->
                children
                    .computeIfAbsent(
                        parent(path, byPath.keySet()).orElse(""), outer -> new ArrayList<>())
                    .add(path));
    List<String> order = new ArrayList<>();
    addBelow("", children, order);
    List<Row> rows = new ArrayList<>();
    order.stream()
        .limit(Timeline.MOST_ROWS)
        .forEach(path -> addRows(path, byPath.get(path), byPath.keySet(), rows));
    int left = Math.max(0, order.size() - Timeline.MOST_ROWS);
    return new Timeline(from, to, rows, left, marks());
  }

  /** The closest of the steps in which a step lies that has runs itself. */
  private static Optional<String> parent(String path, Set<String> paths) {
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (paths.contains(path.substring(0, dot))) {
        return Optional.of(path.substring(0, dot));
      }
    }
    return Optional.empty();
  }

  private static void addBelow(
      String outer, Map<String, List<String>> children, List<String> order) {
    for (String path : children.getOrDefault(outer, List.of())) {
      order.add(path);
      addBelow(path, children, order);
    }
  }

  private void addRows(String path, List<StepRun> ofPath, Set<String> paths, List<Row> rows) {
    Optional<String> parent = parent(path, paths);
    String label = parent.map(outer -> path.substring(outer.length() + 1)).orElse(path);
    int depth = 0;
    for (Optional<String> outer = parent; outer.isPresent(); outer = parent(outer.get(), paths)) {
      depth++;
    }
    if (ofPath.size() == 1 && ofPath.get(0).element().isEmpty()) {
      rows.add(row(ofPath.get(0), label, depth));
      return;
    }
    List<StepRun> shown =
        unfolded.filter(path::equals).isPresent() ? mostTelling(ofPath) : List.of();
    rows.add(scatter(ofPath, label, depth, shown.size()));
    for (StepRun element : shown) {
      rows.add(row(element, element.element(), depth + 1));
    }
  }

  /** Those that failed, those that run and those that took longest, in the order of elements. */
  private List<StepRun> mostTelling(List<StepRun> elements) {
    return elements.stream()
        .sorted(
            Comparator.comparingInt((StepRun run) -> WORST.indexOf(run.state()) < 2 ? 0 : 1)
                .thenComparing(this::took, Comparator.reverseOrder()))
        .limit(Timeline.MOST_ELEMENTS)
        .sorted(Comparator.comparing(StepRun::element, TimelineLayout::byIndex))
        .toList();
  }

  private static int byIndex(String one, String other) {
    String[] first = one.split("\\.", -1);
    String[] second = other.split("\\.", -1);
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      int order = Long.compare(number(first[i]), number(second[i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(first.length, second.length);
  }

  private static long number(String index) {
    return index.matches("\\d{1,18}") ? Long.parseLong(index) : 0;
  }

  private Duration took(StepRun run) {
    return Duration.between(run.started().orElse(run.created()), run.finished().orElse(now));
  }

  private Row row(StepRun run, String label, int depth) {
    return new Row(
        run.path(),
        label,
        depth,
        run.element(),
        run.kind().code(),
        run.state().code(),
        critical.contains(run.id()),
        Optional.empty(),
        run.name(),
        Stream.concat(run.earlierAttempts().stream().map(this::bar), Stream.of(bar(run))).toList());
  }

  private Row scatter(List<StepRun> elements, String label, int depth, int shown) {
    StepRun first = elements.get(0);
    StepState worst = WORST.stream().filter(state -> count(elements, state) > 0).findFirst().get();
    Instant begun = elements.stream().map(StepRun::created).reduce(TimelineLayout::earlier).get();
    Optional<Instant> started =
        elements.stream().flatMap(run -> run.started().stream()).reduce(TimelineLayout::earlier);
    boolean open = elements.stream().anyMatch(run -> !run.state().ended());
    Optional<Instant> ended =
        open
            ? Optional.empty()
            : elements.stream()
                .flatMap(run -> run.finished().stream())
                .reduce(TimelineLayout::later);
    int over = (int) elements.stream().filter(run -> run.state().ended()).count();
    return new Row(
        first.path(),
        label,
        depth,
        "",
        first.kind().code(),
        worst.code(),
        elements.stream().anyMatch(run -> critical.contains(run.id())),
        Optional.of(
            new Row.Scatter(
                Math.max(elements.size(), known.getOrDefault(first.path(), 0)),
                over,
                count(elements, StepState.FAILED),
                count(elements, StepState.RUNNING),
                shown)),
        Optional.empty(),
        List.of(bar(begun, started, ended, worst.code(), 1)));
  }

  private static int count(List<StepRun> elements, StepState state) {
    return (int) elements.stream().filter(run -> run.state() == state).count();
  }

  private Bar bar(StepRun run) {
    return bar(run.queued(), run.started(), run.finished(), run.state().code(), run.attempt());
  }

  private Bar bar(StepAttempt attempt) {
    return bar(
        attempt.queued(),
        attempt.started(),
        Optional.of(attempt.finished()),
        attempt.status(),
        attempt.number());
  }

  private Bar bar(
      Instant queued,
      Optional<Instant> started,
      Optional<Instant> finished,
      String status,
      int attempt) {
    double left = place(queued);
    double right = place(finished.orElse(now));
    double work = started.map(this::place).orElse(right);
    return new Bar(
        left,
        rounded(Math.max(0, right - left)),
        rounded(Math.max(0, work - left)),
        status,
        attempt,
        queued,
        started,
        finished);
  }

  private double place(Instant time) {
    double share =
        (double) Duration.between(from, time).toMillis()
            / Math.max(1, Duration.between(from, to).toMillis());
    return rounded(Math.min(1, Math.max(0, share)) * 100);
  }

  private static double rounded(double percent) {
    return Math.round(percent * 100) / 100.0;
  }

  private List<Timeline.Mark> marks() {
    long seconds = Duration.between(from, to).toSeconds();
    long step =
        STEPS.stream()
            .filter(size -> seconds / size < MOST_MARKS)
            .findFirst()
            .orElse(Math.max(1, seconds / MOST_MARKS));
    return Stream.iterate(0L, at -> at <= seconds, at -> at + step)
        .map(at -> new Timeline.Mark(place(from.plusSeconds(at)), at))
        .toList();
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
