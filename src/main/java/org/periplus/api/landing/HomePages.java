package org.periplus.api.landing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.api.Links;
import org.periplus.api.job.JobAccess;
import org.periplus.api.job.NewestJobs;
import org.periplus.api.process.ProcessSummary;
import org.periplus.job.JobStatus;
import org.periplus.job.list.JobCounts;
import org.periplus.job.list.JobFilter;
import org.periplus.process.TenantProcesses;
import org.periplus.security.CurrentTenant;

/** Gathers what the landing page shows to people: a few of each, by the lists' own rules. */
@Dependent
class HomePages {

  /** A glance, not a list: there are pages for all. */
  private static final int JOBS = 5;

  private static final int PROCESSES = 6;

  private final NewestJobs jobs;
  private final JobCounts counted;
  private final JobAccess access;
  private final TenantProcesses processes;
  private final CurrentTenant tenant;
  private final Links links;

  @Inject
  HomePages(
      NewestJobs jobs,
      JobCounts counted,
      JobAccess access,
      TenantProcesses processes,
      CurrentTenant tenant,
      Links links) {
    this.jobs = jobs;
    this.counted = counted;
    this.access = access;
    this.processes = processes;
    this.tenant = tenant;
    this.links = links;
  }

  HomePage of(LandingPage landing) {
    Map<String, Long> counts = new TreeMap<>();
    counted
        .byStatus(tenant.name(), JobFilter.NONE.of(access.own()))
        .forEach((status, number) -> counts.put(status.code(), number));
    return new HomePage(
        landing,
        counts,
        jobs.own(JobStatus.OPEN, JOBS),
        jobs.own(List.of(JobStatus.FAILED), JOBS),
        jobs.own(List.of(JobStatus.SUCCESSFUL), JOBS),
        processes.list(PROCESSES, Optional.empty()).stream()
            .map(process -> ProcessSummary.inList(process, links))
            .toList());
  }
}
