package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.periplus.job.Job;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.store.JobStore;
import org.periplus.security.CurrentTenant;

/** The jobs that the tenant of the current request may see, by the identifier in the path. */
@Dependent
public class TenantJobs {

  private final JobStore jobs;
  private final CurrentTenant tenant;

  @Inject
  TenantJobs(JobStore jobs, CurrentTenant tenant) {
    this.jobs = jobs;
    this.tenant = tenant;
  }

  /**
   * The job.
   *
   * @throws NoSuchJobException if the tenant has no such job
   */
  public Job require(String id) {
    return identifier(id)
        .flatMap(uuid -> jobs.find(tenant.name(), uuid))
        .orElseThrow(() -> new NoSuchJobException(id));
  }

  private static Optional<UUID> identifier(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equalsIgnoreCase(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
