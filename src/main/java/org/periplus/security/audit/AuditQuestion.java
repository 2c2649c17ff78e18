package org.periplus.security.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.periplus.security.identity.Memberships;

/**
 * Which entries are asked for. What is empty restricts nothing.
 *
 * @param tenants those of these tenants
 * @param orNoTenants those of tenants too that do not exist
 * @param user the name or the subject of who asked
 * @param object what was asked for, or what was made
 * @param from the instant at or after which it happened
 * @param to the instant at or before which it happened
 * @param place beside which entry the part lies; empty for the newest
 */
public record AuditQuestion(
    Memberships tenants,
    boolean orNoTenants,
    Optional<String> user,
    Optional<String> client,
    Optional<String> operation,
    Optional<String> object,
    Optional<Outcome> outcome,
    Optional<Integer> status,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Place> place) {

  /**
   * A part of the list beside an entry, which need not exist any more.
   *
   * @param isAfter whether it is the older ones, not the newer ones
   */
  public record Place(boolean isAfter, Instant happened, UUID id) {}
}
