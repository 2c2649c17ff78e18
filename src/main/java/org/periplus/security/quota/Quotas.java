package org.periplus.security.quota;

import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;

/** Which quotas there are. Threads share it. */
@Service
public class Quotas {

  /** For programs and tests without any. */
  public static final Quotas NONE =
      new Quotas(QuotaConfiguration.NONE, UserQuotaConfiguration.NONE, false, TenantKeys.NONE);

  /** Where clients may name any tenant, there may be many. */
  private static final int MOST_KNOWN = 10_000;

  private final QuotaConfiguration ofTenants;
  private final UserQuotaConfiguration ofUsers;
  private final boolean counted;
  private final TenantKeys keys;
  private final Map<String, Limits> known = new ConcurrentHashMap<>();

  /**
   * The most that may be used; what a map does not have is not bounded.
   *
   * @param tenant of all users of the tenant together
   * @param user of each of them
   * @param counted whether usage is counted also where it is not bounded
   */
  public record Limits(Map<Measure, Long> tenant, Map<Measure, Long> user, boolean counted) {

    public Limits {
      tenant = Map.copyOf(tenant);
      user = Map.copyOf(user);
    }

    /** Whether anything is bounded or counted. */
    public boolean say() {
      return counted || !tenant.isEmpty() || !user.isEmpty();
    }

    /** Whether it is bounded or counted. */
    boolean say(Measure measure) {
      return counted || tenant.containsKey(measure) || user.containsKey(measure);
    }
  }

  @Inject
  public Quotas(
      QuotaConfiguration ofTenants,
      UserQuotaConfiguration ofUsers,
      UsageConfiguration usage,
      TenantKeys keys) {
    this(ofTenants, ofUsers, usage.counted(), keys);
  }

  Quotas(
      QuotaConfiguration ofTenants,
      UserQuotaConfiguration ofUsers,
      boolean counted,
      TenantKeys keys) {
    this.ofTenants = ofTenants;
    this.ofUsers = ofUsers;
    this.counted = counted;
    this.keys = keys;
  }

  /** The quotas in a tenant. */
  public Limits in(String tenant) {
    Limits limits = known.get(tenant);
    if (limits == null) {
      limits = new Limits(ofTenants.of(tenant, keys), ofUsers.of(tenant, keys), counted);
      if (known.size() < MOST_KNOWN) {
        known.put(tenant, limits);
      }
    }
    return limits;
  }
}
