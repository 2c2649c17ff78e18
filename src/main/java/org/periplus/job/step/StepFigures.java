package org.periplus.job.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.periplus.persistence.Database;

/**
 * The figures of a job's steps: how many runs are in which state, how many elements there are, what
 * runs asked for and used. Every change is one transaction. Threads share it.
 */
public final class StepFigures {

  private final Database database;

  /**
   * What one run of a tool asked for, and what was seen of it.
   *
   * @param cores how many processors it might use
   * @param memory how much memory it might use, in bytes
   * @param samples in the order of time
   */
  public record RunUsage(double cores, long memory, List<UsageSamples.Sample> samples) {}

  StepFigures(Database database) {
    this.database = database;
  }

  /** How many runs of each step are in which state; nothing of what they ran on is read. */
  public List<StepCount> counts(UUID jobId) {
    return StepCounts.of(
        database.read(
            jpa ->
                jpa.createQuery(
                        "select s.path, s.kind, s.state, s.lifetime.started, s.lifetime.finished"
                            + " from StepRun s where s.jobId = :job"
                            + " order by s.lifetime.created, s.path, s.element",
                        Object[].class)
                    .setParameter("job", jobId.toString())
                    .getResultList()));
  }

  /**
   * A step scatters over so many elements.
   *
   * @param element the element of the scatters around it; empty without
   */
  public void scattered(UUID jobId, String path, String element, int elements) {
    database.transact(jpa -> jpa.merge(new StepScatter(jobId, path, element, elements)));
  }

  /** How many elements each scattered step has, as far as it has begun, by the step's path. */
  public Map<String, Integer> elements(UUID jobId) {
    return database
        .read(
            jpa ->
                jpa.createQuery(
                        "select s from StepScatter s where s.jobId = :job", StepScatter.class)
                    .setParameter("job", jobId.toString())
                    .getResultList())
        .stream()
        .collect(Collectors.toMap(StepScatter::path, StepScatter::elements, Integer::sum));
  }

  /**
   * A run of a tool asks for so much; what an earlier attempt used is forgotten.
   *
   * @param command as everybody may read it; empty where nobody may
   * @param memory in bytes
   */
  public void asked(StepRun run, Optional<String> command, double cores, long memory) {
    database.transact(jpa -> jpa.merge(new StepResources(run, command, cores, memory)));
  }

  /** So much of it was used until now. */
  public void used(UUID runId, UsageSamples samples) {
    database.transact(
        jpa -> {
          StepResources resources = jpa.find(StepResources.class, runId.toString());
          if (resources != null) {
            resources.use(samples);
          }
        });
  }

  /** What one run asked for and used; empty where no tool ran. */
  public Optional<StepResources> resources(UUID runId) {
    return database.read(
        jpa -> Optional.ofNullable(jpa.find(StepResources.class, runId.toString())));
  }

  /**
   * What was seen of the runs of a job, by the runs' ids; what else is kept of them, such as their
   * commands, is not read.
   */
  public Map<UUID, RunUsage> usages(UUID jobId) {
    return database
        .read(
            jpa ->
                jpa.createQuery(
                        "select r.runId, r.cores, r.memory, r.samples from StepResources r"
                            + " where r.jobId = :job",
                        Object[].class)
                    .setParameter("job", jobId.toString())
                    .getResultList())
        .stream()
        .collect(
            Collectors.toMap(
                row -> UUID.fromString((String) row[0]),
                row ->
                    new RunUsage(
                        (double) row[1],
                        (long) row[2],
                        UsageSamples.ofColumn((String) row[3]).all())));
  }

  /** What the runs of a job asked for and used, by the runs' ids. */
  public Map<UUID, StepResources> resourcesOf(UUID jobId) {
    return database
        .read(
            jpa ->
                jpa.createQuery(
                        "select r from StepResources r where r.jobId = :job", StepResources.class)
                    .setParameter("job", jobId.toString())
                    .getResultList())
        .stream()
        .collect(Collectors.toMap(StepResources::runId, Function.identity()));
  }
}
