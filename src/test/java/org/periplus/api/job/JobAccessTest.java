package org.periplus.api.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.job.NewJob;
import org.periplus.job.Ownership;
import org.periplus.job.Requester;
import org.periplus.job.list.JobFilter.Owned;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;

class JobAccessTest {

  private static final String ISSUER = "https://sso.example.org";
  private static final Optional<Account> ADA =
      Optional.of(new Account(ISSUER, "4711", "a former name"));
  private static final Optional<Account> EMIL = Optional.of(new Account(ISSUER, "4712", "emil"));
  private static final Optional<Account> OTHER_ADA =
      Optional.of(new Account("https://other.example.org", "4711", "ada"));

  private static JobAccess of(Caller caller, boolean shared) {
    CurrentCaller current = new CurrentCaller();
    current.become(caller);
    return new JobAccess(
        current, new CurrentTenant(), new JobAccessConfiguration(shared), TenantKeys.NONE);
  }

  private static JobAccess ada(Role role, boolean shared) {
    return of(
        new Caller(
            Optional.of(new Account(ISSUER, "4711", "ada")),
            Optional.of(role),
            "",
            Memberships.ANY),
        shared);
  }

  private static JobAccess anonymous(Role role) {
    return of(Caller.anonymous(Optional.of(role), ""), false);
  }

  private static Job job(Optional<Account> owner) {
    return new Job(
        new NewJob(
            UUID.randomUUID(),
            "default",
            "p",
            1,
            JobStatus.ACCEPTED,
            0,
            JsonNodeFactory.instance.objectNode(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Ownership.of(owner)),
        Instant.EPOCH);
  }

  @Test
  void isToOnesOwnJobsAndNobodys() {
    JobAccess ada = ada(Role.DEPLOYER, false);
    for (Optional<Account> owner : List.of(ADA, Optional.<Account>empty())) {
      assertThat(ada.maySee(job(owner))).isTrue();
      assertThat(ada.mayChange(job(owner))).isTrue();
    }
    for (Optional<Account> owner : List.of(EMIL, OTHER_ADA)) {
      assertThat(ada.maySee(job(owner))).isFalse();
      assertThat(ada.mayChange(job(owner))).isFalse();
    }
    assertThat(ada.own().orElseThrow().orNobodys()).isFalse();
    assertThat(ada.visible().orElseThrow().orNobodys()).isTrue();
  }

  @Test
  void isToAllJobsForOperatorsWhoseListBeginsWithTheirOwn() {
    JobAccess operator = ada(Role.OPERATOR, false);
    assertThat(operator.maySee(job(EMIL))).isTrue();
    assertThat(operator.mayChange(job(EMIL))).isTrue();
    assertThat(operator.own()).isPresent();
    assertThat(operator.visible()).isEmpty();
  }

  @Test
  void letsAllSeeAllAndChangeTheirOwnWhereTheTenantSharesItsJobs() {
    JobAccess reader = ada(Role.EXECUTOR, true);
    assertThat(reader.maySee(job(EMIL))).isTrue();
    assertThat(reader.mayChange(job(EMIL))).isFalse();
    assertThat(reader.visible()).isEmpty();
  }

  /** They are of another tenant, and use here what is public. */
  @Test
  void isToTheirOwnJobsForGuests() {
    for (boolean shared : new boolean[] {false, true}) {
      JobAccess guest =
          of(
              new Caller(
                  Optional.of(new Account(ISSUER, "4711", "ada")),
                  Optional.of(Role.OPERATOR),
                  "",
                  Memberships.of(Set.of("other"))),
              shared);
      assertThat(guest.maySee(job(ADA))).isTrue();
      assertThat(guest.mayChange(job(ADA))).isTrue();
      for (Optional<Account> owner : List.of(EMIL, Optional.<Account>empty())) {
        assertThat(guest.maySee(job(owner))).isFalse();
        assertThat(guest.mayChange(job(owner))).isFalse();
      }
      assertThat(guest.requester().guest()).isTrue();
      assertThat(guest.visible()).contains(new Owned(guest.requester().account(), false));
    }
  }

  @Test
  void isToNobodysJobsForThoseWhoDoNotSayWhoTheyAre() {
    JobAccess executor = anonymous(Role.EXECUTOR);
    assertThat(executor.requester())
        .isEqualTo(new Requester(Optional.empty(), true, Optional.empty()));
    assertThat(anonymous(Role.OPERATOR).requester().guest()).isFalse();
    assertThat(executor.maySee(job(Optional.empty()))).isTrue();
    assertThat(executor.maySee(job(ADA))).isFalse();
    assertThat(executor.own()).contains(new Owned(Optional.empty(), true));
    assertThat(anonymous(Role.OPERATOR).maySee(job(ADA))).isTrue();
    assertThat(anonymous(Role.OPERATOR).own()).isEmpty();
  }
}
