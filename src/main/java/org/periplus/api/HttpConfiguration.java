package org.periplus.api;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How clients see this server.
 *
 * @param publicUrl the URL under which clients reach the application's root; when there is none,
 *     the one that they used
 * @param trustForwarded whether the headers {@code X-Forwarded-Proto}, {@code -Host}, {@code -Port}
 *     and {@code -Prefix} of a reverse proxy say which URL a client used
 */
@Dependent
public record HttpConfiguration(
    @ConfigProperty(name = "periplus.http.public-url") Optional<URI> publicUrl,
    @ConfigProperty(name = "periplus.http.trust-forwarded", defaultValue = "false")
        boolean trustForwarded) {

  @Inject
  public HttpConfiguration {}
}
