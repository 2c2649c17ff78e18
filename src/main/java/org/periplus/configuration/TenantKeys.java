package org.periplus.configuration;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private final Supplier<Iterable<String>> names;

  @Inject
  public TenantKeys(Config config) {
    this(config::getOptionalValue, config::getPropertyNames);
  }

  /** Keys of which only those are known that are asked for. */
  public TenantKeys(Lookup lookup) {
    this(lookup, List::of);
  }

  /**
   * @param names the names of all keys that can be listed
   */
  public TenantKeys(Lookup lookup, Supplier<Iterable<String>> names) {
    this.lookup = lookup;
    this.names = names;
  }

  /**
   * The tenant's own value.
   *
   * @param key the key of all, such as {@code periplus.results.store}
   */
  public <T> Optional<T> find(String tenant, String key, Class<T> type) {
    return lookup.find(ALL + "tenants." + tenant + "." + key.substring(ALL.length()), type);
  }

  /**
   * The tenants that have a value of their own, as far as the configuration can list its keys; the
   * name of one that an environment variable gives is taken to be in lower case.
   */
  public Set<String> having(String key) {
    String own = key.substring(ALL.length());
    Pattern property = Pattern.compile("periplus\\.tenants\\.(.+)\\." + Pattern.quote(own));
    Pattern variable =
        Pattern.compile(
            "PERIPLUS_TENANTS_(.+)_" + own.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_"));
    Set<String> tenants = new TreeSet<>();
    for (String name : names.get()) {
      Matcher byProperty = property.matcher(name);
      Matcher byVariable = variable.matcher(name);
      if (byProperty.matches()) {
        tenants.add(byProperty.group(1));
      } else if (byVariable.matches()) {
        tenants.add(byVariable.group(1).toLowerCase(Locale.ROOT));
      }
    }
    return tenants;
  }

  private static <T> Optional<T> nothing(String key, Class<T> type) {
    return Optional.empty();
  }
}
