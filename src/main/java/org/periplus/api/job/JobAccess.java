package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.JobOwner;
import org.periplus.job.list.JobFilter.Owned;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;

/**
 * Whose jobs the current caller sees and changes: their own, and nobody's; an operator all. A
 * tenant may let all its members see all.
 */
@Dependent
public class JobAccess {

  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final JobAccessConfiguration configuration;
  private final TenantKeys keys;

  @Inject
  public JobAccess(
      CurrentCaller caller,
      CurrentTenant tenant,
      JobAccessConfiguration configuration,
      TenantKeys keys) {
    this.caller = caller;
    this.tenant = tenant;
    this.configuration = configuration;
    this.keys = keys;
  }

  /** Whose a job of the caller is; nobody's when they did not say who they are. */
  public Optional<JobOwner> owner() {
    return caller
        .get()
        .account()
        .map(account -> new JobOwner(account.issuer(), account.subject(), account.name()));
  }

  boolean maySee(Job job) {
    return maySeeAll() || isOwnOrNobodys(job);
  }

  boolean mayChange(Job job) {
    return isOperator() || isOwnOrNobodys(job);
  }

  /** The caller's own jobs: what a list shows unless it is asked for others. */
  Optional<Owned> own() {
    return caller.get().account().isPresent() ? Optional.of(new Owned(owner(), false)) : visible();
  }

  /** All jobs that the caller may see; empty when that is every one. */
  Optional<Owned> visible() {
    return maySeeAll() ? Optional.empty() : Optional.of(new Owned(owner(), !isGuest()));
  }

  private boolean maySeeAll() {
    return isOperator() || (!isGuest() && configuration.shared(tenant.name(), keys));
  }

  private boolean isOperator() {
    return !isGuest() && caller.get().may(Role.OPERATOR);
  }

  /** Who uses what is public in the tenant has their own jobs there and no others. */
  private boolean isGuest() {
    return caller.get().account().isPresent() && !caller.get().tenants().include(tenant.name());
  }

  private boolean isOwnOrNobodys(Job job) {
    Optional<JobOwner> whose = job.request().owner();
    return whose.isEmpty() ? !isGuest() : owner().filter(own -> own.is(whose.get())).isPresent();
  }
}
