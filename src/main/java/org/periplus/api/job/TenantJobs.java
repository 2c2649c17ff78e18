package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.Job;
import org.periplus.job.NoSuchJobException;
import org.periplus.job.store.JobStore;
import org.periplus.security.CurrentTenant;

/** The jobs that the caller of the current request may see, by the identifier in the path. */
@Dependent
public class TenantJobs {

  private final JobStore jobs;
  private final CurrentTenant tenant;
  private final JobAccess access;

  @Inject
  TenantJobs(JobStore jobs, CurrentTenant tenant, JobAccess access) {
    this.jobs = jobs;
    this.tenant = tenant;
    this.access = access;
  }

  /**
   * The job, to be read.
   *
   * @throws NoSuchJobException if the tenant has no such job, or the caller may not see it
   */
  public Job require(String id) {
    return identifier(id)
        .flatMap(uuid -> jobs.find(tenant.name(), uuid))
        .filter(access::maySee)
        .orElseThrow(() -> new NoSuchJobException(id));
  }

  /**
   * The job, to be changed.
   *
   * @throws NoSuchJobException if the tenant has no such job, or the caller may not see it
   * @throws RequestRefusedException if it is somebody else's
   */
  public Job requireOwn(String id) {
    Job job = require(id);
    if (!access.mayChange(job)) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.FORBIDDEN,
              "The job is "
                  + job.request().owner().orElseThrow().name()
                  + "'s; only they and operators may"
                  + " change it."));
    }
    return job;
  }

  /** What a path says, if it is the identifier of a job as this server writes it. */
  static Optional<UUID> identifier(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.toString().equalsIgnoreCase(id) ? Optional.of(uuid) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
