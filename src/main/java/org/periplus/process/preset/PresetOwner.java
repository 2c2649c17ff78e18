package org.periplus.process.preset;

import org.periplus.security.identity.Account;

/**
 * Whose presets are meant: those of an account in a tenant.
 *
 * @param issuer the identity provider of the account; empty for who does not say who they are
 * @param subject whom the provider means; likewise
 */
public record PresetOwner(String tenant, String issuer, String subject) {

  /** An account in a tenant. */
  public static PresetOwner of(String tenant, Account account) {
    return new PresetOwner(tenant, account.issuer(), account.subject());
  }

  /** Whoever does not say who they are there. */
  public static PresetOwner nobody(String tenant) {
    return new PresetOwner(tenant, "", "");
  }
}
