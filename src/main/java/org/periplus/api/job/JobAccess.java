package org.periplus.api.job;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.Requester;
import org.periplus.job.list.JobFilter.Owned;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
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

  /** Who asks for a job. Who may do everything here is no guest, also without an account. */
  public Requester requester() {
    boolean stranger = caller.get().account().isEmpty() && !caller.get().may(Role.OPERATOR);
    return new Requester(owner(), stranger || isGuest(), caller.token());
  }

  private Optional<Account> owner() {
    return caller.get().account();
  }

  boolean maySee(Job job) {
    return maySeeAll() || isOwnOrNobodys(job);
  }

  /** Whether the caller may change it, whatever their role lets them do. */
  public boolean mayChange(Job job) {
    return isOperator() || isOwnOrNobodys(job);
  }

  /** The caller's own jobs: what a list shows unless it is asked for others. */
  public Optional<Owned> own() {
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
    Optional<Account> whose = job.request().owner();
    return whose.isEmpty() ? !isGuest() : owner().filter(own -> own.is(whose.get())).isPresent();
  }
}
