package org.periplus.api.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.GivenTenantKeys;
import org.periplus.configuration.TenantKeys;

class LimitsTest {

  private static LimitsConfiguration atMost(int ofClient, int ofTenant) {
    return new LimitsConfiguration(
        ofClient, ofTenant, ofClient, ofTenant, 0, 0, Duration.ofSeconds(7));
  }

  @Test
  void oneClientFollowsSoManyLogsAndNoMore() {
    Limits limits = new Limits(atMost(2, 0), TenantKeys.NONE);
    Limits.Admission first = limits.follower("192.0.2.1", "acme");
    limits.follower("192.0.2.1", "other");

    Limits.Admission third = limits.follower("192.0.2.1", "acme");
    assertThat(third.refusal().orElseThrow().status()).isEqualTo(429);
    assertThat(third.refusal().orElseThrow().retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(limits.follower("192.0.2.2", "acme").refusal()).isEmpty();

    first.release().orElseThrow().run();
    first.release().orElseThrow().run(); // counts once
    assertThat(limits.follower("192.0.2.1", "acme").refusal()).isEmpty();
    assertThat(limits.follower("192.0.2.1", "acme").refusal()).isPresent();
  }

  @Test
  void aTenantHasSoManyRequestsOpenOrAsManyAsItsOwnKeySays() {
    Map<String, Integer> keys = Map.of("periplus.tenants.big.http.limits.open-by-tenant", 3);
    TenantKeys tenants = GivenTenantKeys.of(keys);
    Limits limits = new Limits(atMost(0, 1), tenants);

    assertThat(admitted(limits, "small")).isEqualTo(1);
    assertThat(admitted(limits, "big")).isEqualTo(3);
  }

  private static int admitted(Limits limits, String tenant) {
    List<Limits.Admission> all = new ArrayList<>();
    for (int request = 0; request < 10; request++) {
      all.add(limits.request("192.0.2." + request, tenant));
    }
    return (int) all.stream().filter(admission -> admission.release().isPresent()).count();
  }

  @Test
  void whoAsksFasterThanTheRateWaits() {
    AtomicLong now = new AtomicLong();
    Rates rates = new Rates(now::get);

    for (int request = 0; request < 5; request++) {
      assertThat(rates.allow("client", 5)).isTrue();
    }
    assertThat(rates.allow("client", 5)).isFalse();
    assertThat(rates.allow("other", 5)).isTrue();
    now.addAndGet(Duration.ofMillis(200).toNanos());
    assertThat(rates.allow("client", 5)).isTrue();
    assertThat(rates.allow("client", 5)).isFalse();
    assertThat(rates.allow("client", 0)).isTrue();
  }
}
