package org.periplus.api.timeline;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.periplus.job.step.StepFigures.RunUsage;
import org.periplus.job.step.StepRun;
import org.periplus.job.step.UsageSamples.Sample;

/**
 * What all runs of a job used together over the time of its timeline, beside what they might have
 * used.
 *
 * @param processors how many were busy
 * @param memory in bytes
 */
public record UsageOverTime(Course processors, Course memory) {

  /** Into how many pieces of one length the time is cut. */
  private static final int PIECES = 240;

  /**
   * One of them, on average in each piece of the time.
   *
   * @param used what was used
   * @param asked what runs that worked then had asked for
   */
  public record Course(List<Double> used, List<Double> asked) {

    public double mostUsed() {
      return most(used);
    }

    public double mostAsked() {
      return most(asked);
    }

    private static double most(List<Double> course) {
      return course.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
  }

  /**
   * Adds up what was sampled.
   *
   * @param usages what was sampled of runs, by their ids
   * @return empty where nothing was
   */
  public static Optional<UsageOverTime> of(
      Timeline timeline, Collection<StepRun> runs, Map<UUID, RunUsage> usages) {
    if (usages.values().stream().allMatch(usage -> usage.samples().isEmpty())) {
      return Optional.empty();
    }
    Sums sums = new Sums(timeline);
    for (StepRun run : runs) {
      RunUsage usage = usages.get(run.id());
      if (usage != null && run.started().isPresent()) {
        sums.add(run.started().get(), run.finished().orElse(timeline.to()), usage);
      }
    }
    return Optional.of(sums.overTime());
  }

  /** Adds up; used once, by one thread. */
  private static final class Sums {

    private final Instant from;
    private final double piece;
    private final double[] processors = new double[PIECES];
    private final double[] cores = new double[PIECES];
    private final double[] memory = new double[PIECES];
    private final double[] memoryAsked = new double[PIECES];

    Sums(Timeline timeline) {
      from = timeline.from();
      piece = Math.max(1, timeline.length().toMillis()) / (double) PIECES;
    }

    void add(Instant started, Instant finished, RunUsage usage) {
      double begin = millis(started);
      double end = Math.max(begin, millis(finished));
      spread(cores, begin, end, usage.cores());
      spread(memoryAsked, begin, end, (double) usage.memory());
      double last = begin;
      Duration busy = Duration.ZERO;
      List<Sample> samples = usage.samples();
      for (int i = 0; i < samples.size(); i++) {
        Sample sample = samples.get(i);
        double at = Math.min(end, begin + sample.at().toMillis());
        if (at > last) {
          double worked = Math.max(0, sample.processorTime().minus(busy).toMillis());
          spread(processors, last, at, worked / (at - last));
          spread(memory, last, at, (double) sample.memory());
        }
        last = Math.max(last, at);
        busy = sample.processorTime();
      }
    }

    private double millis(Instant time) {
      return Duration.between(from, time).toMillis();
    }

    /** Adds an amount to the pieces of a time, to those at its ends in part. */
    private void spread(double[] sums, double begin, double end, double amount) {
      int first = (int) Math.max(0, Math.floor(begin / piece));
      for (int i = first; i < PIECES && i * piece < end; i++) {
        double within = Math.min(end, (i + 1) * piece) - Math.max(begin, i * piece);
        sums[i] += amount * within / piece;
      }
    }

    UsageOverTime overTime() {
      return new UsageOverTime(
          new Course(list(processors, 1000), list(cores, 1000)),
          new Course(list(memory, 1), list(memoryAsked, 1)));
    }

    /** To as many parts of one as a plot can show, so that a page is not full of digits. */
    private static List<Double> list(double[] sums, double parts) {
      return IntStream.range(0, PIECES).mapToObj(i -> Math.round(sums[i] * parts) / parts).toList();
    }
  }
}
