package org.periplus.job.step;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.SteadyClock;
import org.periplus.job.step.StepBegins.StepBegin;
import org.periplus.persistence.Database;
import org.periplus.security.quota.Measure;
import org.periplus.security.quota.Usage;

/** The runs of the jobs' steps. Every change is one transaction. Threads share it. */
@Service
public class StepRunStore {

  private final Database database;
  private final Usage usage;
  private final StepFigures figures;
  private volatile Consumer<EndedStep> listener = ended -> {};
  private volatile Consumer<UUID> watcher = job -> {};
  private final InstantSource clock = SteadyClock.OF_THE_SERVER;

  @Inject
  public StepRunStore(Database database, Usage usage) {
    this.database = database;
    this.usage = usage;
    this.figures = new StepFigures(database);
  }

  /** Without quotas. */
  public StepRunStore(Database database) {
    this(database, Usage.none(database));
  }

  /** Which runs of a job there are. */
  List<StepBegins.Place> places(UUID jobId) {
    return database
        .read(
            jpa ->
                jpa.createQuery(
                        "select s.path, s.element, s.name from StepRun s where s.jobId = :job",
                        Object[].class)
                    .setParameter("job", jobId.toString())
                    .getResultList())
        .stream()
        .map(row -> new StepBegins.Place((String) row[0], (String) row[1], (String) row[2]))
        .toList();
  }

  /**
   * A run has begun, and may have ended since. Its job's row is there, and held by the transaction
   * that this is part of.
   */
  public void begun(StepBegin begin) {
    Optional<EndedStep> ended =
        database.inTransaction(
            jpa -> {
              StepRun run = begin.write(jpa);
              Optional<StepEnd> end = begin.end();
              return end.map(over -> counted(jpa, StepUsage.whose(jpa, run), run, 0, over));
            });
    UUID job = begin.run().jobId();
    database.afterCommit(() -> ended.ifPresentOrElse(this::tell, () -> watcher.accept(job)));
  }

  /** Holds the row of a job to the end of the thread's transaction; false if there is none. */
  public boolean hold(UUID jobId) {
    return database.inTransaction(jpa -> hold(jpa, jobId));
  }

  private static boolean hold(EntityManager jpa, UUID jobId) {
    return jpa.find(Job.class, jobId.toString(), LockModeType.PESSIMISTIC_WRITE) != null;
  }

  /** What it is now, for what is recorded later. */
  public Instant now() {
    return clock.instant();
  }

  /** The run started then. */
  public void started(UUID id, Instant then) {
    change(id, (run, now) -> run.start(then));
  }

  /**
   * A container was made for the run, and nothing in it has been started yet.
   *
   * @param cores how many processors it may have
   */
  public void container(UUID id, String image, String containerId, double cores) {
    change(id, (run, now) -> run.runIn(image, containerId, cores, now));
  }

  /** A subworkflow's run has a batch execution of its own, of which nothing has run yet. */
  public void batchExecution(UUID id, long executionId) {
    change(id, (run, now) -> run.runAs(executionId, now));
  }

  /** The run failed for now, and is to be made again as another attempt. */
  public void again(UUID id) {
    changed(
        id,
        (jpa, run) -> {
          Instant now = clock.instant();
          long time = run.processorMillis(now);
          run.reopen(now);
          if (time > 0) {
            usage.used(jpa, StepUsage.whose(jpa, run).whose(), Measure.PROCESSOR_TIME, time);
          }
        });
  }

  /** The run is over; if it was over already, it stays as it ended first. */
  public void ended(UUID id, StepEnd end) {
    ended(id, end, clock.instant());
  }

  /** The same, since then. */
  public void ended(UUID id, StepEnd end, Instant then) {
    database
        .inTransaction(
            jpa ->
                Optional.ofNullable(locked(jpa, id))
                    .filter(run -> !run.state().ended())
                    .map(run -> ended(jpa, StepUsage.whose(jpa, run), run, end, then)))
        .ifPresent(ended -> database.afterCommit(() -> tell(ended)));
  }

  private void tell(EndedStep ended) {
    listener.accept(ended);
    watcher.accept(ended.run().jobId());
  }

  private EndedStep ended(EntityManager jpa, StepUsage of, StepRun run, StepEnd end, Instant then) {
    long time = run.processorMillis(then);
    run.end(end, then);
    return counted(jpa, of, run, time, end);
  }

  private EndedStep counted(EntityManager jpa, StepUsage of, StepRun run, long time, StepEnd end) {
    of.count(jpa, usage, run, time, end);
    return new EndedStep(of.tenant(), of.processId(), run);
  }

  /** Calls back, by the thread that ended it, whenever this server has ended a run. */
  public void onEnded(Consumer<EndedStep> newListener) {
    listener = newListener;
  }

  /**
   * Calls back, by the thread that changed it, with the job of whatever run this server changes.
   */
  public void onChanged(Consumer<UUID> newWatcher) {
    watcher = newWatcher;
  }

  /**
   * Ends what has not ended, when a job is dismissed or fails: at once, since there may be
   * thousands.
   */
  public void endOpen(UUID jobId, StepEnd end) {
    List<EndedStep> all =
        database.inTransaction(
            jpa -> {
              // First the job, as all do that hold more of its rows: so nobody waits crosswise.
              hold(jpa, jobId);
              List<StepRun> open = open(jpa, jobId);
              if (open.isEmpty()) {
                return List.of();
              }
              StepUsage of = StepUsage.whose(jpa, open.get(0));
              Instant now = clock.instant();
              return open.stream().map(run -> ended(jpa, of, run, end, now)).toList();
            });
    database.afterCommit(() -> all.forEach(this::tell));
  }

  /** Held to the end of the transaction. */
  private static List<StepRun> open(EntityManager jpa, UUID jobId) {
    return jpa.createQuery(
            "select s from StepRun s where s.jobId = :job and s.state in :open order by s.id",
            StepRun.class)
        .setParameter("job", jobId.toString())
        .setParameter("open", StepState.OPEN)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getResultList();
  }

  /** The runs of a job in the order in which they were begun. */
  public List<StepRun> list(UUID jobId) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select s from StepRun s where s.jobId = :job "
                        + "order by s.lifetime.created, s.path, s.element",
                    StepRun.class)
                .setParameter("job", jobId.toString())
                .getResultList());
  }

  /** The runs of one step of a job in the order in which they were begun. */
  public List<StepRun> list(UUID jobId, String path) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select s from StepRun s where s.jobId = :job and s.path = :path"
                        + " order by s.lifetime.created, s.element",
                    StepRun.class)
                .setParameter("job", jobId.toString())
                .setParameter("path", path)
                .getResultList());
  }

  /**
   * The runs of some jobs that have changed at that time or since, in the order of their changes.
   */
  public List<StepRun> changed(Collection<UUID> jobIds, Instant since) {
    return database.read(
        jpa ->
            jpa.createQuery(
                    "select s from StepRun s where s.jobId in :jobs and s.changed >= :since "
                        + "order by s.changed, s.id",
                    StepRun.class)
                .setParameter("jobs", jobIds.stream().map(UUID::toString).toList())
                .setParameter("since", since)
                .getResultList());
  }

  /** How many runs there are, how many are expected, and what they use. */
  public StepFigures figures() {
    return figures;
  }

  /** The run of one element of a step. */
  public Optional<StepRun> find(UUID jobId, String path, String element) {
    return database.read(jpa -> at(jpa, jobId, path, element));
  }

  /** The run with that log. */
  public Optional<StepRun> findByName(UUID jobId, String name) {
    return database.read(
        jpa ->
            jpa
                .createQuery(
                    "select s from StepRun s where s.jobId = :job and s.name = :name",
                    StepRun.class)
                .setParameter("job", jobId.toString())
                .setParameter("name", name)
                .getResultList()
                .stream()
                .findFirst());
  }

  static Optional<StepRun> at(EntityManager jpa, UUID jobId, String path, String element) {
    return jpa
        .createQuery(
            "select s from StepRun s "
                + "where s.jobId = :job and s.path = :path and s.element = :element",
            StepRun.class)
        .setParameter("job", jobId.toString())
        .setParameter("path", path)
        .setParameter("element", element)
        .getResultList()
        .stream()
        .findFirst();
  }

  private static StepRun locked(EntityManager jpa, UUID id) {
    return jpa.find(StepRun.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
  }

  private void change(UUID id, BiConsumer<StepRun, Instant> change) {
    changed(id, (jpa, run) -> change.accept(run, clock.instant()));
  }

  private void changed(UUID id, BiConsumer<EntityManager, StepRun> change) {
    Optional<UUID> job =
        database.inTransaction(
            jpa -> {
              StepRun run = locked(jpa, id);
              if (run == null) {
                return Optional.empty();
              }
              change.accept(jpa, run);
              return Optional.of(run.jobId());
            });
    job.ifPresent(changed -> database.afterCommit(() -> watcher.accept(changed)));
  }
}
