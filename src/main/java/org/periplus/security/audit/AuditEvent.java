package org.periplus.security.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.periplus.security.identity.Account;

/**
 * An entry as JSON, in answers and in lines; members that say nothing are left out. See {@link
 * AuditEntry} for what they mean.
 *
 * @param time ISO 8601, UTC, with milliseconds
 * @param user what is shown to people
 * @param times only where it is more than once
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "id",
  "time",
  "anonymous",
  "user",
  "issuer",
  "subject",
  "client",
  "tenant",
  "operation",
  "object",
  "part",
  "made",
  "outcome",
  "status",
  "times",
  "traceID"
})
public record AuditEvent(
    UUID id,
    String time,
    boolean anonymous,
    String user,
    String issuer,
    String subject,
    String client,
    String tenant,
    String operation,
    String object,
    String part,
    String made,
    String outcome,
    int status,
    Integer times,
    @JsonProperty("traceID") String traceId) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  public static AuditEvent of(AuditEntry entry) {
    return new AuditEvent(
        entry.id(),
        MILLISECONDS.format(entry.happened()),
        entry.who().isEmpty(),
        entry.who().map(Account::name).orElse(null),
        entry.who().map(Account::issuer).orElse(null),
        entry.who().map(Account::subject).orElse(null),
        entry.client(),
        entry.tenant(),
        entry.operation(),
        entry.object(),
        entry.part(),
        entry.made(),
        entry.outcome().toString(),
        entry.status(),
        entry.times() > 1 ? entry.times() : null,
        entry.traceId());
  }

  /** The object, without a line break. */
  String line() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e); // A record of strings can always be written.
    }
  }
}
