package org.periplus.job.callback;

import java.util.Collection;
import java.util.Set;

/**
 * Who gets no further callback at the moment, since enough are under way.
 *
 * @param tenants the tenants whose subscribers are being told
 * @param hosts the hosts, with their ports, that are being asked
 */
public record BusyTargets(Set<String> tenants, Set<String> hosts) {

  public static final BusyTargets NONE = new BusyTargets(Set.of(), Set.of());

  public BusyTargets {
    tenants = Set.copyOf(tenants);
    hosts = Set.copyOf(hosts);
  }

  /** The condition, in SQL, that a row of {@code callback} is of none of them. */
  String condition() {
    return none("tenant", tenants) + none("host", hosts);
  }

  private static String none(String column, Collection<String> values) {
    return values.isEmpty()
        ? ""
        : " AND ("
            + column
            + " IS NULL OR "
            + column
            + " NOT IN (?"
            + ", ?".repeat(values.size() - 1)
            + "))";
  }
}
