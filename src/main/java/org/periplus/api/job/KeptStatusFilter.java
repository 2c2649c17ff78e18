package org.periplus.api.job;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.kept.KeepableAnswers;
import org.periplus.job.JobStatus;
import org.periplus.job.list.StatusVersions;
import org.periplus.job.list.StatusVersions.StatusVersion;
import org.periplus.security.CurrentTenant;

/**
 * Lets the status of a job be kept until it changes, which is for ever when the job has ended. That
 * of a job that waits tells its place in the queue, which changes with other jobs: it is not kept.
 */
@Provider
@KeptStatus
@ApplicationScoped
public class KeptStatusFilter implements ContainerRequestFilter {

  private final KeepableAnswers keepable;
  private final StatusVersions versions;
  private final CurrentTenant tenant;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public KeptStatusFilter() {
    this(null, null, null);
  }

  @Inject
  public KeptStatusFilter(KeepableAnswers keepable, StatusVersions versions, CurrentTenant tenant) {
    this.keepable = keepable;
    this.versions = versions;
    this.tenant = tenant;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (keepable.include(request)) {
      TenantJobs.identifier(request.getUriInfo().getPathParameters().getFirst(JobResource.ID))
          .ifPresent(job -> note(request, tenant.name(), job));
    }
  }

  private void note(ContainerRequestContext request, String tenantName, UUID job) {
    Optional<StatusVersion> version = versions.find(tenantName, job);
    if (version.filter(KeptStatusFilter::isTold).isPresent()) {
      keepable.note(request, version, () -> versions.find(tenantName, job));
    }
  }

  private static boolean isTold(StatusVersion version) {
    return version.status() != JobStatus.ACCEPTED;
  }
}
