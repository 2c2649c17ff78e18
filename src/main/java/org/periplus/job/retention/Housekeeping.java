package org.periplus.job.retention;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.execution.KeyedJobs;
import org.periplus.job.retention.ExpiredJobs.Part;
import org.periplus.job.store.JobData;
import org.periplus.job.store.JobStore;
import org.periplus.process.preset.Presets;
import org.periplus.security.audit.AuditRetention;
import org.periplus.security.quota.UsageRetention;
import org.periplus.trace.JobContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what was kept long enough: jobs, results, logs, keys of requests, presets, the audit
 * trail. What cannot be deleted is tried again the next time. Threads share it.
 */
@Service
public class Housekeeping {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final RetentionConfiguration retention;
  private final TenantKeys tenants;
  private final ExpiredJobs expired;
  private final JobStore jobs;
  private final JobData data;
  private final KeyedJobs keyed;
  private final Presets presets;
  private final AuditRetention audit;
  private final UsageRetention usage;
  private final Clock clock;

  @Inject
  public Housekeeping(
      RetentionConfiguration retention,
      TenantKeys tenants,
      ExpiredJobs expired,
      JobStore jobs,
      JobData data,
      KeyedJobs keyed,
      Presets presets,
      AuditRetention audit,
      UsageRetention usage) {
    this(retention, tenants, expired, jobs, data, keyed, presets, audit, usage, Clock.systemUTC());
  }

  Housekeeping(
      RetentionConfiguration retention,
      TenantKeys tenants,
      ExpiredJobs expired,
      JobStore jobs,
      JobData data,
      KeyedJobs keyed,
      Presets presets,
      AuditRetention audit,
      UsageRetention usage,
      Clock clock) {
    this.retention = retention;
    this.tenants = tenants;
    this.expired = expired;
    this.jobs = jobs;
    this.data = data;
    this.keyed = keyed;
    this.presets = presets;
    this.audit = audit;
    this.usage = usage;
    this.clock = clock;
  }

  /** Deletes everything whose time is over. */
  public void sweep() {
    Instant now = clock.instant();
    keyed.forgetOld(now);
    presets.forgetUnused(now);
    audit.forgetOld(now);
    usage.forgetOld(now);
    for (String tenant : expired.tenants()) {
      RetentionConfiguration kept = retention.of(tenant, tenants);
      each(tenant, Part.JOB, kept.jobs(), now, this::deleteJob);
      each(
          tenant,
          Part.RESULTS,
          kept.results(),
          now,
          job -> {
            data.deleteResults(job);
            expired.resultsRemoved(job.id(), now);
          });
      each(
          tenant,
          Part.SECRETS,
          Optional.of(kept.secrets()),
          now,
          job -> jobs.forgetSecrets(job.id()));
      each(
          tenant,
          Part.LOGS,
          kept.logs(),
          now,
          job -> {
            data.deleteLogs(job);
            expired.logsRemoved(job.id(), now);
          });
    }
  }

  private void deleteJob(Job job) {
    data.delete(job, () -> jobs.delete(job.id()));
  }

  private static boolean isDeleted(Part part, Job job, Consumer<Job> deletion) {
    try (JobContext.Binding unused = job.context().bind()) {
      try {
        deletion.accept(job);
        return true;
      } catch (RuntimeException e) {
        LOG.warn("The {} of job {} is kept for now: {}", part, job.id(), e.getMessage());
        return false;
      }
    }
  }

  private void each(
      String tenant, Part part, Optional<Duration> kept, Instant now, Consumer<Job> deletion) {
    if (kept.isEmpty()) {
      return;
    }
    int deleted = 0;
    int failed = 0;
    Instant before = now.minus(kept.get());
    for (List<Job> some = expired.find(tenant, part, before, failed);
        !some.isEmpty();
        some = expired.find(tenant, part, before, failed)) {
      for (Job job : some) {
        if (isDeleted(part, job, deletion)) {
          deleted++;
        } else {
          failed++;
        }
      }
    }
    if (deleted > 0) {
      LOG.info("Tenant {}: {} {} deleted after {}", tenant, deleted, part, kept.get());
    }
  }
}
