package org.periplus.callback;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.job.callback.BusyTargets;
import org.periplus.job.callback.CallbackTarget;
import org.periplus.job.callback.DueCallback;

/**
 * How many deliveries are under way for each tenant and to each host, so that no slow subscriber
 * keeps the others waiting, and no host is asked by all threads at once. Threads share it.
 */
final class Underway {

  private final Map<String, Integer> tenants = new HashMap<>();
  private final Map<String, Integer> hosts = new HashMap<>();
  private final int mostOfTenant;
  private final int mostOfHost;

  Underway(int mostOfTenant, int mostOfHost) {
    this.mostOfTenant = mostOfTenant;
    this.mostOfHost = mostOfHost;
  }

  /** Those who have as many as they may. */
  synchronized BusyTargets busy() {
    return new BusyTargets(reached(tenants, mostOfTenant), reached(hosts, mostOfHost));
  }

  synchronized void begin(DueCallback callback) {
    tenants.merge(callback.job().tenant(), 1, Integer::sum);
    hosts.merge(host(callback), 1, Integer::sum);
  }

  synchronized void end(DueCallback callback) {
    tenants.computeIfPresent(callback.job().tenant(), Underway::oneLess);
    hosts.computeIfPresent(host(callback), Underway::oneLess);
  }

  private static String host(DueCallback callback) {
    return CallbackTarget.host(URI.create(callback.uri()));
  }

  private static Integer oneLess(String name, Integer now) {
    return now <= 1 ? null : Integer.valueOf(now - 1);
  }

  private static Set<String> reached(Map<String, Integer> counts, int most) {
    return counts.entrySet().stream()
        .filter(count -> count.getValue() >= most)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }
}
