package org.periplus.security.audit;

import java.util.List;

/**
 * A part of the audit trail, newest first.
 *
 * @param hasOlder whether there are older ones
 * @param hasNewer whether there are newer ones
 */
public record AuditPage(List<AuditEntry> entries, boolean hasOlder, boolean hasNewer) {

  public AuditPage {
    entries = List.copyOf(entries);
  }
}
