package org.periplus.security.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.periplus.security.identity.Account;

/**
 * Something that was asked for, and what came of it. All texts come from outside: they are cut to
 * what the table holds, and have no characters that steer a terminal or break a line. Immutable.
 *
 * @param who empty for somebody who did not say who they are, or did not prove it
 * @param client the address from which they asked
 * @param tenant for whom; empty where there is no such tenant
 * @param operation as the table of operations has it
 * @param object the job, the process or whatever else was asked for; empty without one
 * @param part which part of it: an output, a file, a log
 * @param made the job or process that it made
 * @param status the status of the answer
 * @param traceId the trace that it is part of; empty without one
 * @param times how often it happened, where several are one entry
 */
public record AuditEntry(
    UUID id,
    Instant happened,
    Optional<Account> who,
    String client,
    String tenant,
    String operation,
    String object,
    String part,
    String made,
    int status,
    String traceId,
    int times) {

  private static final int LONGEST_ISSUER = 1000;
  private static final int LONGEST_PART = 500;
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_CLIENT = 64;
  private static final int LONGEST_TRACE = 32;

  public AuditEntry {
    who =
        who.map(
            account ->
                new Account(
                    PlainText.of(account.issuer(), LONGEST_ISSUER),
                    PlainText.of(account.subject(), LONGEST_NAME),
                    PlainText.of(account.name(), LONGEST_NAME)));
    client = PlainText.of(client, LONGEST_CLIENT);
    operation = PlainText.of(operation, LONGEST_NAME);
    object = PlainText.of(object, LONGEST_NAME);
    part = PlainText.of(part, LONGEST_PART);
    made = PlainText.of(made, LONGEST_NAME);
    traceId = PlainText.of(traceId, LONGEST_TRACE);
  }

  /** What came of it. */
  public Outcome outcome() {
    return Outcome.of(status);
  }

  /** The same with an answer. */
  public AuditEntry answered(int newStatus, String newMade) {
    return new AuditEntry(
        id, happened, who, client, tenant, operation, object, part, newMade, newStatus, traceId,
        times);
  }

  /** Several of them as one more entry. */
  AuditEntry times(int number) {
    return new AuditEntry(
        UUID.randomUUID(),
        happened,
        who,
        client,
        tenant,
        operation,
        object,
        part,
        made,
        status,
        traceId,
        number);
  }
}
