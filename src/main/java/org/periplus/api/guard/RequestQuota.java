package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.periplus.configuration.Service;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.quota.QuotaExceededException;
import org.periplus.security.quota.RequestCounts;
import org.periplus.security.quota.Share;
import org.periplus.security.quota.Whose;

/** Counts requests for quotas, and says in each answer what is left. Threads share it. */
@Service
public class RequestQuota {

  private final RequestCounts counts;
  private final CurrentCaller current;

  @Inject
  public RequestQuota(RequestCounts counts, CurrentCaller current) {
    this.counts = counts;
    this.current = current;
  }

  /** Counts a request; says why it is too much, if it is. */
  Optional<Refusal> count(String tenant, HttpServletResponse response) {
    try {
      say(counts.count(whose(current.get(), tenant)), response);
      return Optional.empty();
    } catch (QuotaExceededException e) {
      say(List.of(e.share()), response);
      return Optional.of(Refusal.of(e));
    }
  }

  /** To whom it is counted what somebody uses in a tenant. */
  public static Whose whose(Caller caller, String tenant) {
    return caller
        .account()
        .map(account -> Whose.of(tenant, account.issuer(), account.subject()))
        .orElseGet(() -> Whose.nobody(tenant));
  }

  private static void say(List<Share> shares, HttpServletResponse response) {
    if (!shares.isEmpty()) {
      response.setHeader(QuotaAnswer.POLICY_HEADER, QuotaAnswer.policies(shares));
      response.setHeader(QuotaAnswer.LIMIT_HEADER, QuotaAnswer.left(shares, Instant.now()));
    }
  }
}
