package org.periplus.security.audit;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.configuration.Entries;
import org.periplus.security.access.Operation;

/** The kinds of what the audit trail can have. */
public enum AuditKind {
  /** What makes, changes, executes or removes something; a login makes a session. */
  CHANGES,
  /** Results, outputs and files of jobs were read. */
  RESULTS,
  /** Logs of jobs were read. */
  LOGS,
  /** What jobs and processes were given was read: inputs, definitions, packages, provenance. */
  INPUTS,
  /** The audit trail was read. */
  AUDIT,
  /** All else that is read: lists, statuses, descriptions, pages. */
  READS,
  /** Whatever was asked for, it was refused. */
  REFUSALS;

  private static final String NONE = "none";

  /** The kind of an operation that is not refused. */
  static AuditKind of(Operation operation) {
    String path = operation.path();
    if (!operation.method().equals("GET")
        || path.endsWith("/execution")
        || path.equals("/login/{issuer}")) {
      return CHANGES;
    }
    if (path.matches("/jobs/\\{jobID}/(results|files|files[.]zip)(/.*)?")) {
      return RESULTS;
    }
    if (path.startsWith("/jobs/{jobID}/logs/")) {
      return LOGS;
    }
    if (path.matches("/jobs/\\{jobID}/(inputs|definition|prov)") || path.endsWith("/package")) {
      return INPUTS;
    }
    return path.equals("/audit") ? AUDIT : READS;
  }

  /**
   * Reads kinds that are separated by commas, or {@code none}.
   *
   * @throws IllegalArgumentException if there is no such kind
   */
  static Set<AuditKind> read(String text) {
    if (text.strip().equals(NONE)) {
      return Set.of();
    }
    return Entries.of(text)
        .map(AuditKind::one)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(AuditKind.class)));
  }

  private static AuditKind one(String name) {
    return Stream.of(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    AuditConfiguration.OPERATIONS
                        + ": '"
                        + name
                        + "' is none of "
                        + Stream.of(values())
                            .map(AuditKind::toString)
                            .collect(Collectors.joining(", "))
                        + " and none"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
