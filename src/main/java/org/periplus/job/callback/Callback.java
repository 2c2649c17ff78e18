package org.periplus.job.callback;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.periplus.job.CallbackKind;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;
import org.periplus.persistence.InstantConverter;
import org.periplus.trace.JobContext;

/** One address of a job's subscriber, and what is still to be told to it. */
@Entity
@Table(name = "callback")
class Callback {

  private static final int NOTHING = -1;

  @Id private String id;

  @Column(name = "job_id")
  private String jobId;

  @Enumerated(EnumType.STRING)
  private CallbackKind kind;

  private String uri;

  /** Read by the queries of the outbox. */
  @SuppressWarnings("UnusedVariable")
  private String tenant;

  @SuppressWarnings("UnusedVariable")
  private String host;

  @Column(name = "landing_page")
  private String landingPage;

  /** The newest news: a percentage of progress, or 100 for an end. */
  private int news;

  private int attempts;

  /** When it is to be told; null when there is nothing to tell. */
  @Convert(converter = InstantConverter.class)
  private Instant due;

  /** Progress is not told before that again. */
  @Column(name = "not_before")
  @Convert(converter = InstantConverter.class)
  private Instant notBefore;

  /** For JPA alone. */
  protected Callback() {}

  Callback(UUID jobId, String tenant, CallbackKind kind, URI uri, String landingPage) {
    this.id = UUID.randomUUID().toString();
    this.jobId = jobId.toString();
    this.kind = kind;
    this.uri = uri.toString();
    this.tenant = tenant;
    this.host = CallbackTarget.host(uri);
    this.landingPage = landingPage;
    this.news = NOTHING;
  }

  String jobId() {
    return jobId;
  }

  Instant due() {
    return due;
  }

  /** Takes in what happened to the job; true if there is something to tell now. */
  boolean happened(Job job, Instant now) {
    if (kind == CallbackKind.IN_PROGRESS) {
      return progressed(job, now);
    }
    if (!job.status().ended()) {
      // A job that was restarted tells its second end, too.
      news = NOTHING;
      return false;
    }
    boolean ended = CallbackKind.ofEnd(job.status()).filter(kind::equals).isPresent();
    if (!ended || news != NOTHING) {
      return false;
    }
    return tell(100, now);
  }

  private boolean progressed(Job job, Instant now) {
    if (job.status().ended() && notBefore != null) {
      // It was told before, and the end says more than progress.
      due = null;
      return false;
    }
    return job.status() == JobStatus.RUNNING && job.progress() > news && tell(job.progress(), now);
  }

  private boolean tell(int newNews, Instant now) {
    news = newNews;
    if (due != null) {
      return false;
    }
    attempts = 0;
    due = notBefore == null || notBefore.isBefore(now) ? now : notBefore;
    return true;
  }

  /** It is being told; if nobody says how that ended, it is due again after the lease. */
  DueCallback take(JobContext job, Instant now, Duration lease) {
    attempts++;
    due = now.plus(lease);
    return new DueCallback(UUID.fromString(id), job, kind, uri, landingPage, attempts, news);
  }

  /** It was told; news that came meanwhile are due after the pause. */
  void told(DueCallback told, Instant now, Duration pause) {
    attempts = 0;
    notBefore = now.plus(pause);
    due = news == told.news() || kind != CallbackKind.IN_PROGRESS ? null : notBefore;
  }

  void retryAt(Instant next) {
    due = next;
  }

  void giveUp() {
    due = null;
  }
}
