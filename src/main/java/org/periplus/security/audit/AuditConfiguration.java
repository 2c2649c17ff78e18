package org.periplus.security.audit;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the audit trail has, and for how long.
 *
 * @param operations the kinds of what is recorded, separated by commas, or {@code none}: {@link
 *     AuditKind}
 * @param retention how long an entry is kept
 * @param queue how many entries wait to be written at most
 * @param interval in which time what happens again is one entry
 * @param refusalsByClient how many refusals of one client have entries of their own in that time
 * @param refusals how many of all clients have
 * @param log whether the server's log has a line of JSON for each entry
 * @param file a file to which such lines are appended
 */
@Dependent
public record AuditConfiguration(
    @ConfigProperty(name = OPERATIONS, defaultValue = "changes,results,logs,inputs,audit,refusals")
        String operations,
    @ConfigProperty(name = PREFIX + "retention", defaultValue = "P365D") Duration retention,
    @ConfigProperty(name = PREFIX + "queue", defaultValue = "10000") int queue,
    @ConfigProperty(name = PREFIX + "interval", defaultValue = "PT1M") Duration interval,
    @ConfigProperty(name = PREFIX + "refusals-by-client", defaultValue = "10") int refusalsByClient,
    @ConfigProperty(name = PREFIX + "refusals", defaultValue = "60") int refusals,
    @ConfigProperty(name = PREFIX + "log", defaultValue = "false") boolean log,
    @ConfigProperty(name = PREFIX + "file") Optional<Path> file) {

  private static final String PREFIX = "periplus.audit.";
  static final String OPERATIONS = PREFIX + "operations";

  /**
   * @throws IllegalArgumentException if there is no such kind
   */
  @Inject
  public AuditConfiguration {
    AuditKind.read(operations);
  }

  Set<AuditKind> kinds() {
    return AuditKind.read(operations);
  }
}
