package org.periplus.configuration;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What a tenant has of its own: where {@code periplus.X} is the key of all, {@code
 * periplus.tenants.NAME.X} is that of the tenant NAME. Which keys can be had so is marked by {@link
 * ByTenant}. Shared by threads.
 */
@Dependent
public class TenantKeys {

  /** For servers without a configuration file: no tenant has anything of its own. */
  public static final TenantKeys NONE = new TenantKeys(TenantKeys::nothing);

  private static final String ALL = "periplus.";

  /** How a key is read; {@link Config#getOptionalValue} is such a way. */
  @FunctionalInterface
  public interface Lookup {
    <T> Optional<T> find(String key, Class<T> type);
  }

  private final Lookup lookup;

  @Inject
  public TenantKeys(Config config) {
    this(config::getOptionalValue);
  }

  public TenantKeys(Lookup lookup) {
    this.lookup = lookup;
  }

  /**
   * The tenant's own value.
   *
   * @param key the key of all, such as {@code periplus.results.store}
   */
  public <T> Optional<T> find(String tenant, String key, Class<T> type) {
    return lookup.find(ALL + "tenants." + tenant + "." + key.substring(ALL.length()), type);
  }

  private static <T> Optional<T> nothing(String key, Class<T> type) {
    return Optional.empty();
  }
}
