package org.periplus.api.kept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.periplus.api.http.ClientUrl;
import org.periplus.configuration.Service;
import org.periplus.persistence.DatabaseAwayException;
import org.periplus.security.identity.CurrentCaller;

/**
 * Sends answers again, as bytes, that were made for an equal request of the same caller out of what
 * is still the same: Jakarta REST, which makes ten times the work, does not see these requests.
 * What a client must not do is not kept, and neither are answers for browsers that are logged in.
 * Threads share it.
 */
@Service
public class KeptAnswers {

  /** The property of a request that holds the {@link Source} of its answer, if it may be kept. */
  static final String SOURCE = "org.periplus.kept.source";

  /** One answer may take this part of what all may take. */
  private static final int PART = 16;

  private final CurrentCaller caller;
  private final ClientUrl url;
  private final int longest;
  private final Cache<AskedFor, KeptAnswer> kept;
  private final LongAdder sent = new LongAdder();

  @Inject
  public KeptAnswers(CurrentCaller caller, ClientUrl url, KeptAnswersConfiguration configuration) {
    this.caller = caller;
    this.url = url;
    long most = configuration.most().bytes();
    this.longest = (int) Math.min(most / PART, Integer.MAX_VALUE);
    this.kept =
        Caffeine.newBuilder()
            .maximumWeight(most)
            .weigher((AskedFor asked, KeptAnswer answer) -> asked.length() + answer.length())
            .build();
  }

  /** How many answers were sent again since the server's start. */
  public long sent() {
    return sent.sum();
  }

  /** Sends the answer that is kept, or the one that is made now and may be kept. */
  public void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (longest == 0 || !request.getMethod().equals("GET") || request.getHeader("Cookie") != null) {
      chain.doFilter(request, response);
      return;
    }
    AskedFor asked = AskedFor.of(request, url.of(request), caller.get());
    KeptAnswer known = kept.getIfPresent(asked);
    if (known != null && isCurrent(known)) {
      sent.increment();
      known.send(response);
      return;
    }
    make(asked, request, response, chain);
  }

  private void make(
      AskedFor asked, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    RecordedAnswer recorded = new RecordedAnswer(request, response, longest);
    chain.doFilter(request, recorded);
    // Who is somebody else by now, such as a guest, was made so by what a kept answer leaves out.
    if (!request.isAsyncStarted()
        && request.getAttribute(SOURCE) instanceof Source source
        && isKept(response)
        && caller.get().equals(asked.caller())) {
      recorded.answer(source).ifPresent(answer -> kept.put(asked, answer));
    }
  }

  private static boolean isKept(HttpServletResponse response) {
    return response.getStatus() == HttpServletResponse.SC_NOT_MODIFIED
        || (response.getStatus() == HttpServletResponse.SC_OK
            && String.valueOf(response.getContentType()).contains("json"));
  }

  /** Not while the database is away: then the resource says so. */
  private static boolean isCurrent(KeptAnswer answer) {
    try {
      return answer.isCurrent();
    } catch (DatabaseAwayException e) {
      return false;
    }
  }
}
