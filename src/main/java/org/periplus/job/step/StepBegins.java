package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How the runs of a job's steps begin, for the one server that works on the job: it knows which
 * runs there are without asking the database for each. Safe for use by several threads.
 */
public final class StepBegins {

  private final StepRunStore store;
  private final UUID jobId;

  /** Not a monitor: a virtual thread that waits for the database holds its carrier with one. */
  private final ReentrantLock lock = new ReentrantLock();

  /** What there is, in the database or on its way to it; empty until the first run begins. */
  private Optional<Known> known = Optional.empty();

  /**
   * A run of a step that begins, or begins again as a new attempt with the same name: as it will be
   * in the database, which does not have it yet. What happens to it until then is written with it.
   * Not safe for use by several threads at once.
   */
  public static final class StepBegin {

    private final StepRun run;
    private final boolean first;
    private Optional<StepEnd> end = Optional.empty();

    /**
     * @param first whether the database knows nothing of the run
     */
    StepBegin(StepRun run, boolean first) {
      this.run = run;
      this.first = first;
    }

    /** The run as it is from now on. */
    public StepRun run() {
      return run;
    }

    /** It started before it was written. */
    public void started(Instant then) {
      run.start(then);
    }

    /** It is over before it was written; if it was over already, it stays as it ended first. */
    public void ended(StepEnd newEnd, Instant then) {
      if (end.isEmpty()) {
        run.end(newEnd, then);
        end = Optional.of(newEnd);
      }
    }

    Optional<StepEnd> end() {
      return end;
    }

    /** Puts it into the database; returns the run as it belongs to the transaction. */
    StepRun write(EntityManager jpa) {
      if (!first) {
        return jpa.merge(run);
      }
      jpa.persist(run);
      return run;
    }
  }

  /**
   * A run that there is.
   *
   * @param name the name of its log; null without one
   */
  record Place(String path, String element, String name) {}

  private static final class Known {

    private record At(String path, String element) {}

    private final Set<At> places = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    /** The last number that was given to a name, by the step's own name. */
    private final Map<String, Integer> numbers = new HashMap<>();

    Known(Iterable<Place> runs) {
      for (Place run : runs) {
        add(run.path(), run.element());
        if (run.name() != null) {
          names.add(run.name());
        }
      }
    }

    boolean add(String path, String element) {
      return places.add(new At(path, element));
    }

    /** The last segment of the path, with a number from the second on. */
    String nameFor(String path) {
      String base = path.substring(path.lastIndexOf('.') + 1);
      int number = numbers.getOrDefault(base, 0);
      String name;
      do {
        number++;
        name = number == 1 ? base : base + "_" + number;
      } while (!names.add(name));
      numbers.put(base, number);
      return name;
    }
  }

  public StepBegins(StepRunStore store, UUID jobId) {
    this.store = store;
    this.jobId = jobId;
  }

  /**
   * A run begins, or begins again as another attempt; {@link StepRunStore#begun} writes it.
   *
   * @param element the scatter index, or "" where nothing scatters
   * @param logged whether it writes a log: then it gets a name
   * @param inputs on what it runs; empty when nothing does
   * @param beforeAgain brings to the database what waits of the attempt before
   */
  public StepBegin begin(
      String path,
      String element,
      StepKind kind,
      boolean logged,
      Optional<JsonNode> inputs,
      Runnable beforeAgain) {
    lock.lock();
    try {
      Known runs = known();
      Instant now = store.now();
      if (!runs.add(path, element)) {
        beforeAgain.run();
        Optional<StepRun> before = store.find(jobId, path, element);
        if (before.isPresent()) {
          before.get().beginAgain(inputs, now);
          return new StepBegin(before.get(), false);
        }
      }
      String name = logged ? runs.nameFor(path) : null;
      return new StepBegin(new StepRun(jobId, path, element, kind, name, inputs, now), true);
    } finally {
      lock.unlock();
    }
  }

  private Known known() {
    if (known.isEmpty()) {
      known = Optional.of(new Known(store.places(jobId)));
    }
    return known.get();
  }
}
