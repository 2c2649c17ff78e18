package org.periplus.security.credential;

import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import org.periplus.persistence.InstantConverter;

/** A secret with a name; its value is sealed for this owner and name alone. */
@Entity
@Table(name = "credential")
@IdClass(CredentialKey.class)
public class Credential {

  @Id private String tenant;
  @Id private String issuer;
  @Id private String subject;
  @Id private String name;

  @Convert(converter = PurposeConverter.class)
  private Purpose purpose;

  private String sealed;

  @Convert(converter = InstantConverter.class)
  private Instant created;

  @Convert(converter = InstantConverter.class)
  private Instant updated;

  /** For JPA alone. */
  protected Credential() {}

  Credential(CredentialOwner owner, String name, Purpose purpose, String sealed, Instant now) {
    this.tenant = owner.tenant();
    this.issuer = owner.issuer();
    this.subject = owner.subject();
    this.name = name;
    this.purpose = purpose;
    this.sealed = sealed;
    this.created = now;
    this.updated = now;
  }

  void replace(Purpose newPurpose, String newSealed, Instant now) {
    this.purpose = newPurpose;
    this.sealed = newSealed;
    this.updated = now;
  }

  public CredentialOwner owner() {
    return new CredentialOwner(tenant, issuer, subject);
  }

  public String name() {
    return name;
  }

  public Purpose purpose() {
    return purpose;
  }

  String sealed() {
    return sealed;
  }

  /** When it was first stored. */
  public Instant created() {
    return created;
  }

  /** When its value or purpose was last given. */
  public Instant updated() {
    return updated;
  }
}
