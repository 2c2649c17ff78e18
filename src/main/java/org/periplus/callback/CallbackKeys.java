package org.periplus.callback;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.Service;
import org.periplus.configuration.TenantKeys;

/**
 * The keys with which callbacks are signed, of each tenant its own. Pairs of keys lie in {@code
 * keys} in the data directory, where all servers find them. Threads share it.
 */
@Service
public class CallbackKeys {

  private final CallbackConfiguration configuration;
  private final TenantKeys tenants;
  private final Path folder;
  private final Map<String, KeyPair> pairs = new ConcurrentHashMap<>();

  @Inject
  public CallbackKeys(CallbackConfiguration configuration, TenantKeys tenants, DataDirectory data) {
    this.configuration = configuration;
    this.tenants = tenants;
    this.folder = data.root().resolve("keys");
  }

  /**
   * The key with which a tenant's subscribers verify; empty when nothing is signed so.
   *
   * @throws UncheckedIOException if the file of the keys can neither be read nor written
   */
  public Optional<CallbackKey> published(String tenant) {
    return signer(tenant).publicKey();
  }

  TenantSigner signer(String tenant) {
    CallbackConfiguration own = configuration.of(tenant, tenants);
    return new TenantSigner(
        own.secret(), own.ed25519() ? Optional.of(pair(tenant)) : Optional.empty());
  }

  private KeyPair pair(String tenant) {
    KeyPair known = pairs.get(tenant);
    if (known == null) {
      known = read(folder.resolve("callbacks-" + tenant + ".pem"));
      pairs.put(tenant, known);
    }
    return known;
  }

  private static KeyPair read(Path file) {
    try {
      return KeyFile.at(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new UncheckedIOException(new IOException(file + " holds no keys of Ed25519", e));
    }
  }
}
