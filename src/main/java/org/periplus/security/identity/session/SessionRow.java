package org.periplus.security.identity.session;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.periplus.persistence.InstantConverter;

/** A session as it is kept: who reads the table can be nobody by it, and learns no name. */
@Entity
@Table(name = "sessions")
public class SessionRow {

  /** The digest of what the browser has. */
  @Id private String id;

  /** The digest of issuer and subject. */
  private String account;

  /** The digest of issuer and what that calls the session. */
  @Column(name = "provider_session")
  private String providerSession;

  @Convert(converter = InstantConverter.class)
  private Instant created;

  @Convert(converter = InstantConverter.class)
  private Instant used;

  /** When the provider was asked. */
  @Convert(converter = InstantConverter.class)
  private Instant checked;

  /** Until when a server is asking it again; null for none. */
  @Convert(converter = InstantConverter.class)
  private Instant renewing;

  /** The evidence, encrypted. */
  private String sealed;

  /** For JPA alone. */
  protected SessionRow() {}

  SessionRow(String id, String account, String providerSession, Instant now, String sealed) {
    this.id = id;
    this.account = account;
    this.providerSession = providerSession;
    this.created = now;
    this.used = now;
    this.checked = now;
    this.sealed = sealed;
  }

  String id() {
    return id;
  }

  String account() {
    return account;
  }

  Instant created() {
    return created;
  }

  Instant used() {
    return used;
  }

  Instant checked() {
    return checked;
  }

  /** Whether a server is asking the provider now. */
  boolean isRenewing(Instant now) {
    return renewing != null && renewing.isAfter(now);
  }

  String sealed() {
    return sealed;
  }
}
