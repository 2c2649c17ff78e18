package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.job.JobStatus;
import org.periplus.job.list.JobFilter;
import org.periplus.job.store.JobStore;
import org.periplus.security.CurrentTenant;

/** A few jobs for pages that are no lists, by the rules of the list. */
@Dependent
public class NewestJobs {

  private final JobStore jobs;
  private final JobAccess access;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  NewestJobs(JobStore jobs, JobAccess access, CurrentTenant tenant, Links links) {
    this.jobs = jobs;
    this.access = access;
    this.tenant = tenant;
    this.links = links;
  }

  /** Those of a process that the caller of the current request may see. */
  public List<StatusInfo> of(String processId, int most) {
    return newest(JobFilter.NONE.withProcesses(List.of(processId)).of(access.visible()), most);
  }

  /** The caller's own with certain statuses. */
  public List<StatusInfo> own(List<JobStatus> statuses, int most) {
    return newest(JobFilter.NONE.with(statuses).of(access.own()), most);
  }

  private List<StatusInfo> newest(JobFilter filter, int most) {
    return jobs.list(tenant.name(), filter, most, Optional.empty()).jobs().stream()
        .map(job -> StatusInfo.of(job, links))
        .toList();
  }
}
