package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.periplus.job.Job;

/**
 * A run of a step that begins, or begins again as a new attempt with the same name: as it will be
 * in the database, which does not have it yet.
 */
public final class StepBegin {

  private final StepRun run;

  private StepBegin(StepRun run) {
    this.run = run;
  }

  /**
   * @param logged whether it writes a log: then it gets a name, the last segment of its path, with
   *     a number from the second on
   * @param names those that others have of which the database does not know yet
   */
  static StepBegin of(
      EntityManager jpa,
      UUID jobId,
      String path,
      String element,
      StepKind kind,
      boolean logged,
      Optional<JsonNode> inputs,
      Set<String> names,
      Instant now) {
    Optional<StepRun> before = StepRunStore.at(jpa, jobId, path, element);
    if (before.isPresent()) {
      before.get().beginAgain(inputs, now);
      return new StepBegin(before.get());
    }
    String name = logged ? freeName(jpa, jobId, path, names) : null;
    return new StepBegin(new StepRun(jobId, path, element, kind, name, inputs, now));
  }

  private static String freeName(
      EntityManager jpa, UUID jobId, String path, Set<String> takenByOthers) {
    Set<String> taken = new HashSet<>(takenByOthers);
    taken.addAll(
        jpa.createQuery(
                "select s.name from StepRun s where s.jobId = :job and s.name is not null",
                String.class)
            .setParameter("job", jobId.toString())
            .getResultList());
    String base = path.substring(path.lastIndexOf('.') + 1);
    String name = base;
    for (int number = 2; taken.contains(name); number++) {
      name = base + "_" + number;
    }
    return name;
  }

  /** The run as it is from now on. */
  public StepRun run() {
    return run;
  }

  /** Puts it into the database; false when its job is gone. */
  boolean write(EntityManager jpa) {
    boolean there = hold(jpa, run.jobId());
    if (there) {
      jpa.merge(run);
    }
    return there;
  }

  /** Holds the job's row to the end of the transaction; false if there is none. */
  static boolean hold(EntityManager jpa, UUID jobId) {
    return jpa.find(Job.class, jobId.toString(), LockModeType.PESSIMISTIC_WRITE) != null;
  }
}
