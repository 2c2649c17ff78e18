package org.periplus.job.store;

import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobLockedException;
import org.periplus.job.JobStatus;
import org.periplus.job.Ownership;
import org.periplus.job.SteadyClock;
import org.periplus.job.step.JobUsage;
import org.periplus.persistence.Database;
import org.periplus.security.identity.Account;
import org.periplus.security.quota.Usage;

/** Whose jobs are, and what is done in their names, in the database. Threads share it. */
@Service
public class JobOwners {

  private final Database database;
  private final Usage usage;

  @Inject
  public JobOwners(Database database, Usage usage) {
    this.database = database;
    this.usage = usage;
  }

  /** Another delegation takes the place of that of a job; false if it has ended. */
  public boolean delegated(UUID id, String sealedDelegation) {
    return changed(
        id,
        job -> !job.status().ended(),
        (jpa, job) -> job.request().delegate(Optional.of(sealedDelegation)));
  }

  /**
   * A job is somebody else's from now on, with what its results take of the space that they may
   * use; what it may have done in the name of who had it is over. False if there is no such job.
   *
   * @throws JobLockedException if it is worked on, in the name of who has it
   */
  public boolean handedOn(UUID id, Account owner) {
    return changed(
        id,
        job -> true,
        (jpa, job) -> {
          if (JobStatus.OPEN.contains(job.status())) {
            throw new JobLockedException(id, job.status());
          }
          JobUsage.moved(
              jpa,
              usage,
              job,
              () ->
                  job.handOn(
                      Ownership.of(Optional.of(owner)), SteadyClock.OF_THE_SERVER.instant()));
        });
  }

  private boolean changed(
      UUID id, Predicate<Job> condition, BiConsumer<EntityManager, Job> change) {
    return database.inTransaction(
        jpa -> {
          Job job = jpa.find(Job.class, id.toString(), LockModeType.PESSIMISTIC_WRITE);
          boolean meets = job != null && condition.test(job);
          if (meets) {
            change.accept(jpa, job);
          }
          return meets;
        });
  }
}
