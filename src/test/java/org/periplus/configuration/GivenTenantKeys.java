package org.periplus.configuration;

import java.util.Map;
import java.util.Optional;

/** Keys of tenants that a test gives, by their whole names. */
public final class GivenTenantKeys {

  private GivenTenantKeys() {}

  /**
   * Only these are set.
   *
   * @param keys such as {@code periplus.tenants.acme.egress.allow}, with values of the type that is
   *     asked for
   */
  public static TenantKeys of(Map<String, ?> keys) {
    return new TenantKeys(
        new TenantKeys.Lookup() {
          @Override
          public <T> Optional<T> find(String key, Class<T> type) {
            return Optional.ofNullable(type.cast(keys.get(key)));
          }
        },
        keys::keySet);
  }
}
