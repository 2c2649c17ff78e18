package org.periplus.security.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.periplus.security.identity.Account;

/** Entries and configurations for tests. */
final class Entries {

  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");
  static final Account EMIL = new Account("https://sso.example.org", "s-emil", "emil");
  static final String JOB = "0e6bb0b4-5d0a-4c0e-9c0c-d4d2f6b3a111";
  static final String EXECUTE = "POST /processes/{processID}/execution";
  static final String RESULTS = "GET /jobs/{jobID}/results";

  private Entries() {}

  static AuditConfiguration configuration(String kinds, int queue) {
    return new AuditConfiguration(
        kinds, Duration.ofDays(365), queue, Duration.ofMinutes(1), 10, 60, false, Optional.empty());
  }

  static AuditEntry entry(Instant happened, String operation, int status) {
    return new AuditEntry(
        UUID.randomUUID(),
        happened,
        Optional.of(EMIL),
        "192.0.2.7",
        "acme",
        operation,
        "ndvi",
        "",
        "",
        status,
        "",
        1);
  }

  static AuditEntry read(String object, String part) {
    return new AuditEntry(
        UUID.randomUUID(),
        NOW,
        Optional.of(EMIL),
        "192.0.2.7",
        "acme",
        RESULTS,
        object,
        part,
        "",
        200,
        "",
        1);
  }

  static AuditEntry refused(String client, String tenant, int status) {
    return new AuditEntry(
        UUID.randomUUID(),
        NOW,
        Optional.empty(),
        client,
        tenant,
        RESULTS,
        JOB,
        "",
        "",
        status,
        "",
        1);
  }
}
