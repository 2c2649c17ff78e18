package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.api.exchange.Exchange;
import org.periplus.api.exchange.StalledExchanges;
import org.periplus.api.exchange.WatchedRequest;
import org.periplus.api.exchange.WatchedResponse;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.Cors;
import org.periplus.api.kept.KeptAnswers;
import org.periplus.security.CurrentTenant;

/**
 * The first of ours that meets a request: it refuses what no resource should see, and sets the
 * headers that every answer has. Threads share it.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class Guard extends HttpFilter {

  private static final long serialVersionUID = 1L;
  private static final System.Logger LOG = System.getLogger(Guard.class.getName());

  /** Asked by machines that know the server by its address alone. */
  private static final Pattern HEALTH = Pattern.compile("/health(/.*)?");

  /** Answered to the addresses of {@code periplus.ops.allow}, which is a rule of its own. */
  private static final String METRICS = "/periplus/metrics";

  /** Asked by pods, whose right is the link alone, whatever they call the server. */
  private static final Pattern TRANSFER =
      Pattern.compile("/ogc-api/transfers/[a-z0-9-]+/(?:inputs(?:/[0-9]+)?|outputs)");

  private static final Pattern OF_TENANT = Pattern.compile("/([^/]+)/ogc-api(?:/.*)?");

  /** RFC 9110, 9.2.1, without those that are never answered. */
  static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private static final Set<String> NEVER = Set.of("TRACE", "CONNECT");

  // Servers make filters by their constructor without parameters.
  @Inject private transient HostNames hosts;
  @Inject private transient SecurityHeaders headers;
  @Inject private transient Cors cors;
  @Inject private transient CrossSite crossSite;
  @Inject private transient Callers callers;
  @Inject private transient ClientUrl url;
  @Inject private transient Limits limits;
  @Inject private transient RequestAudit audit;
  @Inject private transient RequestQuota quota;
  @Inject private transient KeptAnswers kept;
  @Inject private transient StalledExchanges stalled;
  @Inject private transient PayaraConnector payara;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    payara.see(request);
    Exchange exchange = stalled.begin(url.client(request), request);
    WatchedResponse answer = new WatchedResponse(response, exchange);
    try {
      if (exchange.isEnded()) {
        return;
      }
      answer(new WatchedRequest(request, exchange), answer, chain);
      if (!request.isAsyncStarted()) {
        answer.finish();
      }
    } catch (IOException | ServletException | RuntimeException e) {
      // Payara would send error pages to who has left, one after the other, with a stack trace
      // each.
      if (!BrokenConnection.is(e)) {
        throw e;
      }
    } finally {
      whenAnswered(request, () -> stalled.over(exchange));
    }
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    headers.set(request, response);
    if (!isHealth(request) && !isMetrics(request)) {
      cors.set(request, response);
    }
    Optional<Refusal> refusal = refusal(request);
    if (refusal.isPresent()) {
      refuse(refusal.get(), request, response);
      return;
    }
    if (isHealth(request)) {
      chain.doFilter(request, response);
      return;
    }
    if (!isMetrics(request) && cors.answered(request, response)) {
      return;
    }
    Optional<Refusal> unknown =
        isMetrics(request) || isTransfer(request)
            ? Optional.empty()
            : callers
                .identify(request)
                .or(() -> quota.count(callers.counted(tenant(request)), response));
    if (unknown.isPresent()) {
      refuse(unknown.get(), request, response);
      return;
    }
    Limits.Admission admission =
        limits.request(url.client(request), callers.counted(tenant(request)));
    if (admission.refusal().isPresent()) {
      refuse(admission.refusal().get(), request, response);
      return;
    }
    pass(request, response, chain, admission.release().orElseThrow());
  }

  private void refuse(Refusal refusal, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    audit.refused(request, tenant(request), refusal.status());
    refusal.send(request, response);
  }

  private Optional<Refusal> refusal(HttpServletRequest request) {
    return ofMethod(request)
        .or(() -> malformed(request).map(Refusal::malformed))
        .or(
            () ->
                isHealth(request) || isTransfer(request) ? Optional.empty() : misdirected(request))
        .or(() -> sentByOtherSite(request));
  }

  /** Methods are written in capitals: RFC 9110, 9.1. Some servers take others for them. */
  private static Optional<Refusal> ofMethod(HttpServletRequest request) {
    String method = request.getMethod();
    return NEVER.contains(method) || !method.equals(method.toUpperCase(Locale.ROOT))
        ? Optional.of(
            new Refusal(
                HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                "Method Not Allowed",
                method + " is not allowed."))
        : Optional.empty();
  }

  private static Optional<String> malformed(HttpServletRequest request) {
    if (request.getHeader("Transfer-Encoding") != null
        && (request.getHeader("Content-Length") != null
            || !"chunked".equalsIgnoreCase(request.getHeader("Transfer-Encoding").strip()))) {
      // RFC 9112, 6.1 and 6.3: where its body ends is read differently by different servers.
      return Optional.of("The length of the body is not clear.");
    }
    return RequestTarget.fault(request.getRequestURI(), request.getQueryString())
        .or(() -> HeaderParameters.fault(request));
  }

  private Optional<Refusal> sentByOtherSite(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod()) && crossSite.sent(request)
        ? Optional.of(
            Refusal.forbidden(
                "A page of another site sent this request. Pages of the origins in"
                    + " periplus.http.cors.origins may do that."))
        : Optional.empty();
  }

  /**
   * Also the header itself is looked at: a request may name one host in its target and another in
   * it.
   */
  private Optional<Refusal> misdirected(HttpServletRequest request) {
    List<String> named = Collections.list(request.getHeaders("Host"));
    if (named.size() > 1) {
      return Optional.of(Refusal.malformed("There is more than one header Host."));
    }
    boolean known =
        hosts.know(request.getServerName(), request.getLocalAddr())
            && named.stream().allMatch(host -> hosts.know(host, request.getLocalAddr()));
    return known
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                Refusal.MISDIRECTED,
                "Misdirected Request",
                "This server does not answer to that host. If the host is right, the server's"
                    + " operator has to name it in periplus.http.hosts or periplus.base-url."));
  }

  private static boolean isHealth(HttpServletRequest request) {
    return HEALTH.matcher(request.getRequestURI()).matches();
  }

  private static boolean isTransfer(HttpServletRequest request) {
    return TRANSFER.matcher(request.getRequestURI()).matches();
  }

  private static boolean isMetrics(HttpServletRequest request) {
    return METRICS.equals(request.getRequestURI());
  }

  private static String tenant(HttpServletRequest request) {
    Matcher ofTenant = OF_TENANT.matcher(request.getRequestURI());
    return ofTenant.matches() && CurrentTenant.isName(ofTenant.group(1))
        ? ofTenant.group(1)
        : CurrentTenant.DEFAULT;
  }

  private void pass(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain, Runnable release)
      throws IOException, ServletException {
    try {
      kept.answer(request, response, chain);
    } finally {
      whenAnswered(request, release);
    }
  }

  private static void whenAnswered(HttpServletRequest request, Runnable run) {
    try {
      if (request.isAsyncStarted()) {
        request.getAsyncContext().addListener(new AnswerEnd(run));
        return;
      }
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "An answer ended just now.", e);
    }
    run.run();
  }
}
