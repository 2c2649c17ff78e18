package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.periplus.job.list.JobFilter;
import org.periplus.job.store.JobStore;
import org.periplus.security.identity.StoredTenants;

/** The tenants of which the database has jobs. Threads share it. */
@Dependent
public class TenantsWithJobs implements StoredTenants {

  private final JobStore jobs;

  @Inject
  public TenantsWithJobs(JobStore jobs) {
    this.jobs = jobs;
  }

  @Override
  public boolean haveJobsOf(String tenant) {
    return !jobs.list(tenant, JobFilter.NONE, 1, Optional.empty()).jobs().isEmpty();
  }
}
