package org.periplus.api.guard;

import jakarta.inject.Inject;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.ClientNetwork;

/** How much clients and tenants ask for, and whether they may ask for more. Threads share it. */
@Service
public class Limits {

  private final LimitsConfiguration configuration;
  private final TenantKeys keys;
  private final Places followersOfClients = new Places();
  private final Places followersOfTenants = new Places();
  private final Places openOfClients = new Places();
  private final Places openOfTenants = new Places();
  private final Rates ratesOfClients = new Rates(System::nanoTime);
  private final Rates ratesOfTenants = new Rates(System::nanoTime);

  /**
   * The decision about one more.
   *
   * @param release how to say that it is over, when it may come
   * @param refusal why it may not
   */
  public record Admission(Optional<Runnable> release, Optional<Refusal> refusal) {

    /**
     * The place.
     *
     * @return what gives it back
     * @throws LimitReachedException if there is none
     */
    public Runnable taken() {
      return release.orElseThrow(() -> new LimitReachedException(refusal.orElseThrow()));
    }
  }

  @Inject
  public Limits(LimitsConfiguration configuration, TenantKeys keys) {
    this.configuration = configuration;
    this.keys = keys;
  }

  /** Whether the client may follow one more log, or job. */
  public Admission follower(String client, String tenant) {
    LimitsConfiguration limits = configuration.of(tenant, keys);
    return admission(
        followersOfClients.take(ClientNetwork.of(client), limits.followersByClient()),
        followersOfTenants,
        tenant,
        limits.followersByTenant(),
        "follow " + limits.followersByClient() + " logs and jobs",
        limits.followersByTenant() + " logs and jobs of this tenant are followed");
  }

  /** Whether the client may send one more request, which has come. */
  Admission request(String client, String tenant) {
    LimitsConfiguration limits = configuration.of(tenant, keys);
    if (!ratesOfClients.allow(ClientNetwork.of(client), limits.rateByClient())
        || !ratesOfTenants.allow(tenant, limits.rateByTenant())) {
      return refused("Requests come faster than this server allows.");
    }
    return admission(
        openOfClients.take(ClientNetwork.of(client), limits.openByClient()),
        openOfTenants,
        tenant,
        limits.openByTenant(),
        "wait for the answers to " + limits.openByClient() + " requests",
        limits.openByTenant() + " requests to this tenant wait for their answers");
  }

  private Admission admission(
      Optional<Runnable> ofClient,
      Places ofTenants,
      String tenant,
      int most,
      String whatOfClient,
      String whatOfTenant) {
    if (ofClient.isEmpty()) {
      return refused("You " + whatOfClient + " already, which is the most.");
    }
    Optional<Runnable> ofTenant = ofTenants.take(tenant, most);
    if (ofTenant.isEmpty()) {
      ofClient.get().run();
      return refused("Already " + whatOfTenant + ", which is the most.");
    }
    Runnable both =
        () -> {
          ofClient.get().run();
          ofTenant.get().run();
        };
    return new Admission(Optional.of(both), Optional.empty());
  }

  private Admission refused(String detail) {
    return new Admission(
        Optional.empty(),
        Optional.of(
            Refusal.tooMany(detail + " Please try again later.", configuration.retryAfter())));
  }
}
