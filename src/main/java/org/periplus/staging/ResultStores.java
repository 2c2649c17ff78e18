package org.periplus.staging;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;
import org.periplus.staging.store.LocalResultStore;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.StoreHref;
import org.periplus.staging.store.s3.S3Configuration;
import org.periplus.staging.store.s3.S3ResultStore;

/**
 * The result store of each tenant, as the configuration says. Each object store is connected when
 * it is first needed. Shared by threads.
 */
@Service
public class ResultStores implements AutoCloseable {

  private static final String DEFAULT = "default";

  private final ResultsConfiguration results;
  private final S3Configuration s3;
  private final TenantKeys tenants;
  private final LocalResultStore local;
  private final Map<S3Configuration, S3ResultStore> connected = new ConcurrentHashMap<>();

  @Inject
  public ResultStores(
      ResultsConfiguration results, S3Configuration s3, TenantKeys tenants, DataDirectory data) {
    this.results = results;
    this.s3 = s3;
    this.tenants = tenants;
    this.local = localStore(results, data);
    of(DEFAULT); // A store that is not described completely is a mistake of the start.
  }

  /** Everything on this machine. */
  public static ResultStores local(DataDirectory data) {
    return new ResultStores(
        ResultsConfiguration.local(), S3Configuration.NONE, TenantKeys.NONE, data);
  }

  private static LocalResultStore localStore(ResultsConfiguration results, DataDirectory data) {
    try {
      return new LocalResultStore(
          data.results(),
          new StorageDescription(
              results.platform(),
              false,
              "Standard",
              Optional.of(results.region()),
              Optional.of(StoreHref.ROOT)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The store in which the tenant's results are kept.
   *
   * @throws IllegalArgumentException if the configuration does not say which
   */
  public ResultStore of(String tenant) {
    if (!results.of(tenant, tenants).inS3()) {
      return local;
    }
    return connected.computeIfAbsent(
        s3.of(tenant, tenants), own -> new S3ResultStore(own, results.platform()));
  }

  /**
   * Those who have a store of their own, as far as the configuration can list its keys, after
   * {@code default}, whose store is that of all others.
   */
  public Set<String> tenants() {
    Set<String> named = new LinkedHashSet<>(Set.of(DEFAULT));
    named.addAll(tenants.having(ResultsConfiguration.STORE));
    named.addAll(S3Configuration.tenants(tenants));
    return named;
  }

  /** Whether the tenant's links are signed without being asked for. */
  public boolean signs(String tenant) {
    return results.of(tenant, tenants).inS3() && s3.of(tenant, tenants).sign();
  }

  @Override
  @PreDestroy
  public void close() {
    connected.values().forEach(S3ResultStore::close);
    connected.clear();
  }
}
