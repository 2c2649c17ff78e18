package org.periplus.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.api.job.TenantsWithJobs;
import org.periplus.configuration.TenantKeys;
import org.periplus.job.NewJob;
import org.periplus.job.store.JobStore;
import org.periplus.persistence.Database;
import org.periplus.persistence.TestDatabase;
import org.periplus.security.CurrentTenant;
import org.periplus.security.access.Operation;
import org.periplus.security.access.Operations;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.IdentityConfiguration;
import org.periplus.security.identity.Memberships;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.security.identity.oidc.TenantsConfiguration;

/** The configuration named acme once, and names globex now. */
class FormerTenantsTest {

  private static final TenantRules RULES =
      new TenantRules(
          new TenantsConfiguration(
              Optional.of("globex"), Optional.empty(), Optional.empty(), false),
          TenantKeys.NONE,
          new IdentityConfiguration(Optional.empty()));

  private Database database;
  private FormerTenants former;

  @BeforeEach
  void open() {
    database = TestDatabase.H2.open();
    JobStore jobs = new JobStore(database);
    for (String tenant : new String[] {"acme", "globex"}) {
      jobs.create(
          NewJob.of(tenant, "echo", 1, JsonNodeFactory.instance.objectNode(), Optional.empty()));
    }
    former = new FormerTenants(RULES, new TenantsWithJobs(jobs));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private boolean belongs(Role role, String tenant, String operation) {
    CurrentCaller caller = new CurrentCaller();
    caller.become(
        new Caller(
            Optional.of(new Account("i", "s", "n")),
            Optional.of(role),
            "",
            Memberships.of(Set.of("globex"))));
    CurrentTenant current = new CurrentTenant();
    current.become(tenant);
    Operation asked =
        Operations.all().stream()
            .filter(one -> one.toString().equals(operation))
            .findFirst()
            .orElseThrow();
    new OperationFilter(caller, current, null, RULES, former).asking(Optional.of(asked));
    return caller.get().tenants().include(tenant);
  }

  @Test
  void areTheOperatorsToSeeAndToClearUp() {
    for (String operation :
        new String[] {
          "GET /jobs", "GET /jobs/{jobID}/results", "DELETE /jobs/{jobID}", "GET /audit"
        }) {
      assertThat(belongs(Role.OPERATOR, "acme", operation)).as(operation).isTrue();
      assertThat(belongs(Role.DEPLOYER, "acme", operation)).as(operation).isFalse();
    }
  }

  @Test
  void getNothingNew() {
    for (String operation :
        new String[] {
          "POST /jobs",
          "POST /processes",
          "POST /jobs/{jobID}/results",
          "POST /processes/{processID}/execution",
          "GET /processes/{processID}/execution",
          "PUT /secrets/{secretName}"
        }) {
      assertThat(belongs(Role.OPERATOR, "acme", operation)).as(operation).isFalse();
      assertThat(belongs(Role.OPERATOR, "globex", operation)).as(operation).isTrue();
    }
  }

  @Test
  void areThoseAloneThatHaveLeftSomething() {
    assertThat(belongs(Role.OPERATOR, "initech", "GET /jobs")).isFalse();
    assertThat(former.include("globex")).as("there is still").isFalse();
  }
}
