package org.periplus.security.identity;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Who may use this server.
 *
 * @param anonymous what those may do who do not say who they are: {@code none}, {@code read},
 *     {@code execute} or {@code all}; when it does not say, everything from this machine and
 *     nothing from elsewhere
 */
@Dependent
public record IdentityConfiguration(
    @ConfigProperty(name = ANONYMOUS) Optional<AnonymousUse> anonymous) {

  /** The key that opens the server to those who do not say who they are. */
  static final String ANONYMOUS = "periplus.security.anonymous";

  @Inject
  public IdentityConfiguration {}
}
