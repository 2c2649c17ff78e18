package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.periplus.api.http.ClientUrl;
import org.periplus.configuration.Service;
import org.periplus.security.access.Operation;
import org.periplus.security.access.OperationPath;
import org.periplus.security.audit.AuditEntry;
import org.periplus.security.audit.AuditTrail;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.trace.TraceContext;

/**
 * What a request looks like in the audit trail: never its query, its headers or its body. Threads
 * share it.
 */
@Service
public class RequestAudit {

  /** The property of a request that holds the account of whom it has logged in. */
  public static final String WHO = "org.periplus.audit.who";

  /** What is asked for at an address where there is nothing. */
  private static final String UNKNOWN = "unknown";

  private final AuditTrail trail;
  private final CurrentCaller current;
  private final TenantRules tenants;
  private final ClientUrl url;

  @Inject
  public RequestAudit(AuditTrail trail, CurrentCaller current, TenantRules tenants, ClientUrl url) {
    this.trail = trail;
    this.current = current;
    this.tenants = tenants;
    this.url = url;
  }

  /** Records that a request is refused before it reaches a resource. */
  void refused(HttpServletRequest request, String tenant, int status) {
    AuditEntry entry =
        OperationPath.of(request.getMethod(), request.getRequestURI())
            .map(asked -> begun(request, tenant).of(asked))
            .orElseGet(() -> begun(request, tenant).of(UNKNOWN, request.getRequestURI(), ""));
    trail.refused(entry.answered(status, ""));
  }

  /** What is known of a request before it is answered, by the thread that got it. */
  public Begun begun(HttpServletRequest request, String tenant) {
    Caller caller = current.get();
    boolean exists = caller.tenants().include(tenant) || tenants.mayExist(tenant);
    return new Begun(
        caller.account(), url.client(request), exists ? tenant : "", traceId(request), trail);
  }

  /**
   * A request that is not answered yet.
   *
   * @param who who sent it
   * @param client the address that it came from
   * @param tenant empty for one that does not exist
   * @param traceId empty without a trace
   */
  public record Begun(
      Optional<Account> who, String client, String tenant, String traceId, AuditTrail trail) {

    /** Whether it is recorded when it is answered so. */
    public boolean isRecorded(Operation operation, int status) {
      return trail.has(operation, status);
    }

    /** The same, by somebody who has logged in with it. */
    public Begun by(Account account) {
      return new Begun(Optional.of(account), client, tenant, traceId, trail);
    }

    /** Records how it was answered. */
    public void answered(OperationPath asked, int status, String made) {
      trail.record(of(asked).answered(status, made), asked.operation());
    }

    private AuditEntry of(OperationPath asked) {
      List<String> values = asked.values();
      return of(
          asked.operation().toString(),
          values.isEmpty() ? "" : values.get(0),
          String.join("/", values.subList(Math.min(1, values.size()), values.size())));
    }

    private AuditEntry of(String operation, String object, String part) {
      return new AuditEntry(
          UUID.randomUUID(),
          trail.now(),
          who,
          client,
          tenant,
          operation,
          object,
          part,
          "",
          0,
          traceId,
          1);
    }
  }

  private static String traceId(HttpServletRequest request) {
    List<String> parents = Collections.list(request.getHeaders(TraceContext.PARENT));
    return parents.size() == 1
        ? TraceContext.of(parents.get(0), null).map(TraceContext::traceId).orElse("")
        : "";
  }
}
