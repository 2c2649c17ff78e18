package org.periplus.job.execution;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.periplus.persistence.InstantConverter;

/** The job that a client's key stands for. */
@Entity
@Table(name = "idempotency_key")
class IdempotencyKey {

  /** The tenant and the key. */
  @Id private String id;

  private String request;

  @Column(name = "job_id")
  private String jobId;

  @Convert(converter = InstantConverter.class)
  private Instant created;

  /** For JPA alone. */
  protected IdempotencyKey() {}

  IdempotencyKey(KeyedRequest request, UUID jobId, Instant now) {
    this.id = request.id();
    this.request = request.fingerprint();
    this.jobId = jobId.toString();
    this.created = now;
  }

  String jobId() {
    return jobId;
  }

  /** When it began to stand for its job. */
  Instant created() {
    return created;
  }

  boolean isOf(KeyedRequest other) {
    return request.equals(other.fingerprint());
  }
}
