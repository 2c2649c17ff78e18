package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.periplus.api.http.ClientUrl;
import org.periplus.api.http.CorsConfiguration;
import org.periplus.api.http.HttpConfiguration;
import org.periplus.configuration.Service;

/**
 * What every answer tells browsers: to guess no media types, to tell other sites no addresses, and
 * who may load it. {@code Content-Security-Policy} depends on what is answered and is set there.
 * Threads share it.
 */
@Service
public class SecurityHeaders {

  private final ClientUrl url;
  private final Duration hsts;
  private final String resourcePolicy;

  @Inject
  public SecurityHeaders(ClientUrl url, HttpConfiguration http, CorsConfiguration cors) {
    this.url = url;
    this.hsts = http.hsts();
    this.resourcePolicy = cors.origins().isPresent() ? "cross-origin" : "same-origin";
  }

  void set(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    // Not 'no-referrer': browsers would call the origin of our own forms null.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
    response.setHeader("Cross-Origin-Resource-Policy", resourcePolicy);
    if (hsts.toSeconds() > 0 && url.of(request).startsWith("https:")) {
      response.setHeader("Strict-Transport-Security", "max-age=" + hsts.toSeconds());
    }
  }
}
