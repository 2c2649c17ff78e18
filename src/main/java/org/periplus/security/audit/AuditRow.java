package org.periplus.security.audit;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.periplus.persistence.InstantConverter;
import org.periplus.security.identity.Account;

/** An entry as the table has it; empty texts are null there. */
@Entity
@Table(name = "audit_entry")
public class AuditRow {

  @Id private String id;

  @Convert(converter = InstantConverter.class)
  private Instant happened;

  private String tenant;
  private String issuer;
  private String subject;

  @Column(name = "user_name")
  private String userName;

  private String client;
  private String operation;

  @Column(name = "object_id")
  private String objectId;

  private String part;
  private String made;
  private int status;

  @Column(name = "trace_id")
  private String traceId;

  private int times;

  /** For JPA alone. */
  protected AuditRow() {}

  AuditRow(AuditEntry entry) {
    id = entry.id().toString();
    happened = entry.happened();
    tenant = entry.tenant();
    issuer = entry.who().map(Account::issuer).orElse(null);
    subject = entry.who().map(Account::subject).orElse(null);
    userName = entry.who().map(Account::name).orElse(null);
    client = entry.client();
    operation = entry.operation();
    objectId = stored(entry.object());
    part = stored(entry.part());
    made = stored(entry.made());
    status = entry.status();
    traceId = stored(entry.traceId());
    times = entry.times();
  }

  private static String stored(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String read(String text) {
    return Objects.requireNonNullElse(text, "");
  }

  String id() {
    return id;
  }

  AuditEntry entry() {
    return new AuditEntry(
        UUID.fromString(id),
        happened,
        Optional.ofNullable(subject).map(found -> new Account(issuer, found, read(userName))),
        client,
        tenant,
        operation,
        read(objectId),
        read(part),
        read(made),
        status,
        read(traceId),
        times);
  }
}
