package org.periplus.security.quota;

import java.util.Optional;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.TenantKeys;

/** Quotas for tests. */
final class Limited {

  private Limited() {}

  /** So many jobs a day. */
  static Quotas jobs(Optional<Long> ofTenant, Optional<Long> ofUser) {
    return quotas(
        new QuotaConfiguration(
            Optional.empty(),
            ofTenant,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new UserQuotaConfiguration(
            Optional.empty(),
            ofUser,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** So many requests a minute. */
  static Quotas requests(Optional<Long> ofTenant, Optional<Long> ofUser) {
    return quotas(
        new QuotaConfiguration(
            ofTenant,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        new UserQuotaConfiguration(
            ofUser,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  /** An hour of processors, 1,000 bytes moved, two images and 500 bytes stored for each user. */
  static Quotas work() {
    return quotas(
        QuotaConfiguration.NONE,
        new UserQuotaConfiguration(
            Optional.empty(),
            Optional.empty(),
            Optional.of(1.0),
            Optional.of(new DataSize(1000)),
            Optional.of(2L),
            Optional.of(new DataSize(500))));
  }

  static Quotas quotas(QuotaConfiguration ofTenants, UserQuotaConfiguration ofUsers) {
    return new Quotas(ofTenants, ofUsers, false, TenantKeys.NONE);
  }
}
