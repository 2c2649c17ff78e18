package org.periplus.security.credential;

import java.io.Serializable;
import java.util.Objects;

/** The key of {@link Credential}, as JPA wants it. */
final class CredentialKey implements Serializable {

  private static final long serialVersionUID = 1L;

  private String tenant;
  private String issuer;
  private String subject;
  private String name;

  /** For JPA alone. */
  CredentialKey() {}

  CredentialKey(CredentialOwner owner, String name) {
    this.tenant = owner.tenant();
    this.issuer = owner.issuer();
    this.subject = owner.subject();
    this.name = name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CredentialKey key
        && tenant.equals(key.tenant)
        && issuer.equals(key.issuer)
        && subject.equals(key.subject)
        && name.equals(key.name);
  }

  @Override
  public int hashCode() {
    return Objects.hash(tenant, issuer, subject, name);
  }
}
