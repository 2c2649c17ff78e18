package org.periplus.job.secret;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.List;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.JobSecrets;
import org.periplus.job.step.StepRun;
import org.periplus.persistence.Database;
import org.periplus.persistence.DatabaseAwayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the secrets that a version without a vault has left in the clear, when the server starts.
 * Threads share it.
 */
@Service
public class PlainSecrets {

  private static final Logger LOG = LoggerFactory.getLogger(PlainSecrets.class);

  private final Database database;
  private final JobVault vault;

  @Inject
  public PlainSecrets(Database database, JobVault vault) {
    this.database = database;
    this.vault = vault;
  }

  void begin(@Observes @Initialized(ApplicationScoped.class) Object event) {
    try {
      seal();
    } catch (DatabaseAwayException e) {
      LOG.warn("Secrets that are in the clear are sealed at the next start: {}", e.getMessage());
    }
  }

  /** Seals all that there are. */
  void seal() {
    List<String> plain =
        database.read(
            jpa ->
                jpa.createQuery(
                        "select j.id from Job j where j.request.sealed = 'plain'", String.class)
                    .getResultList());
    plain.forEach(id -> database.transact(jpa -> seal(jpa, id)));
  }

  private void seal(EntityManager jpa, String id) {
    Job job = jpa.find(Job.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (job == null || !job.request().isPlain()) {
      return; // Another server has done it.
    }
    JobSecrets secrets = vault.open(job);
    jpa.createQuery("select s from StepRun s where s.jobId = :job", StepRun.class)
        .setParameter("job", id)
        .getResultList()
        .forEach(run -> seal(run, secrets));
    job.request().hideSecrets(vault.seal(job.id(), secrets));
  }

  private void seal(StepRun run, JobSecrets secrets) {
    run.outputs()
        .filter(outputs -> !outputs.equals(secrets.hiddenIn(outputs)))
        .ifPresent(
            outputs ->
                run.hide(secrets.hiddenIn(outputs), vault.sealOutputs(run.jobId(), outputs)));
  }
}
