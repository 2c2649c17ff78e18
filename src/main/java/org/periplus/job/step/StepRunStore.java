package org.periplus.job.step;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.job.SteadyClock;
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

  /**
   * Begins a run, or begins it again as a new attempt with the same name. The job's row is held
   * meanwhile, so that runs that begin at the same time get different names.
   *
   * @param element the scatter index, or "" where nothing scatters
   * @param logged whether it writes a log: then it gets a name
   * @param inputs on what it runs; empty when nothing does
   * @throws IllegalStateException if there is no such job
   */
  public StepRun begin(
      UUID jobId,
      String path,
      String element,
      StepKind kind,
      boolean logged,
      Optional<JsonNode> inputs) {
    return database.inOneTransaction(
        () -> {
          if (!database.inTransaction(jpa -> StepBegin.hold(jpa, jobId))) {
            throw new IllegalStateException("There is no job " + jobId);
          }
          StepBegin begin = beginning(jobId, path, element, kind, logged, inputs, Set.of());
          begun(begin);
          return begin.run();
        });
  }

  /**
   * What {@link #begin} would do, for one server that works on the job: {@link #begun} does it.
   *
   * @param names those of runs of the job that begin and are not in the database yet
   */
  public StepBegin beginning(
      UUID jobId,
      String path,
      String element,
      StepKind kind,
      boolean logged,
      Optional<JsonNode> inputs,
      Set<String> names) {
    return database.read(
        jpa ->
            StepBegin.of(jpa, jobId, path, element, kind, logged, inputs, names, clock.instant()));
  }

  /** A run has begun; nothing when its job is gone. */
  public void begun(StepBegin begin) {
    if (database.inTransaction(begin::write)) {
      database.afterCommit(() -> watcher.accept(begin.run().jobId()));
    }
  }

  /** Holds the row of a job, if it is there, to the end of the thread's transaction. */
  public void hold(UUID jobId) {
    database.transact(jpa -> StepBegin.hold(jpa, jobId));
  }

  /** What it is now, for what is recorded later. */
  public Instant now() {
    return clock.instant();
  }

  /** The run starts now. */
  public void started(UUID id) {
    started(id, clock.instant());
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
            jpa -> Optional.ofNullable(locked(jpa, id)).map(run -> ended(jpa, run, end, then)))
        .ifPresent(ended -> database.afterCommit(() -> tell(ended)));
  }

  private void tell(EndedStep ended) {
    listener.accept(ended);
    watcher.accept(ended.run().jobId());
  }

  private EndedStep ended(EntityManager jpa, StepRun run, StepEnd end, Instant then) {
    if (run.state().ended()) {
      return null;
    }
    long time = run.processorMillis(then);
    run.end(end, then);
    StepUsage of = StepUsage.whose(jpa, run);
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

  /** Ends what has not ended, when a job is dismissed or fails. */
  public void endOpen(UUID jobId, StepEnd end) {
    list(jobId).stream().filter(run -> !run.state().ended()).forEach(run -> ended(run.id(), end));
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
