package org.periplus.security.secret;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How the secret inputs of jobs are kept.
 *
 * @param key what they are encrypted with: 32 random bytes in Base64; when there is none, that in
 *     {@code keyFile}
 * @param keyFile a file with such a key, which the first start makes; when there is none, {@code
 *     secrets.key} in the data directory
 * @param maxSize how much text the secrets of one job may be together
 */
@Dependent
public record SecretsConfiguration(
    @ConfigProperty(name = PREFIX + "key") Optional<String> key,
    @ConfigProperty(name = PREFIX + "key-file") Optional<Path> keyFile,
    @ConfigProperty(name = PREFIX + "max-size", defaultValue = "256 KiB") DataSize maxSize) {

  private static final String PREFIX = "periplus.secrets.";

  @Inject
  public SecretsConfiguration {}

  /** A key in the data directory, 256 KiB. */
  public static SecretsConfiguration defaults() {
    return new SecretsConfiguration(Optional.empty(), Optional.empty(), DataSize.of("256 KiB"));
  }

  /** Without the key: configurations are logged. */
  @Override
  public String toString() {
    return "secrets of at most " + maxSize;
  }
}
