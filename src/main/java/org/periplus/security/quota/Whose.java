package org.periplus.security.quota;

import java.util.Optional;
import org.periplus.configuration.Sha256;

/**
 * Who uses something: a user in a tenant. Those who do not say who they are are one user.
 *
 * @param user as rows of the table name it
 */
public record Whose(String tenant, String user) {

  /** The rows of the tenant itself, which all of its users add to. */
  static final String ALL = "";

  private static final String NOBODY = "anonymous";

  /** Somebody who did not say who they are. */
  public static Whose nobody(String tenant) {
    return new Whose(tenant, NOBODY);
  }

  /** An account of an identity provider. */
  public static Whose of(String tenant, String issuer, String subject) {
    return new Whose(tenant, Sha256.hex(issuer + "\n" + subject));
  }

  /** An account of which both parts may be missing, as tables have it. */
  public static Whose of(String tenant, Optional<String> issuer, Optional<String> subject) {
    return subject
        .map(found -> of(tenant, issuer.orElse(""), found))
        .orElseGet(() -> nobody(tenant));
  }
}
