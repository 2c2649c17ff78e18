package org.periplus.security.audit;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.periplus.configuration.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long the table of the audit trail keeps an entry. Threads share it. */
@Service
public class AuditRetention {

  private static final Logger LOG = LoggerFactory.getLogger(AuditRetention.class);

  private final AuditStore store;
  private final Duration kept;

  @Inject
  public AuditRetention(AuditStore store, AuditConfiguration configuration) {
    this(store, configuration.retention());
  }

  /**
   * @param kept how long an entry is kept
   */
  public AuditRetention(AuditStore store, Duration kept) {
    this.store = store;
    this.kept = kept;
  }

  /** Forgets the entries whose time is over. */
  public void forgetOld(Instant now) {
    int forgotten = store.forget(now.minus(kept));
    if (forgotten > 0) {
      LOG.info("{} entries of the audit trail deleted after {}", forgotten, kept);
    }
  }
}
