package org.periplus.api.guard;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.periplus.api.http.ClientUrl;
import org.periplus.configuration.Service;

/**
 * The cookies of this server (RFC 6265 and its successor): no script reads them, no other site
 * sends them with a change, and behind TLS they go by nothing else, where nobody but this very host
 * can have set them. Threads share it.
 */
@Service
public class SessionCookie {

  /** The session of somebody who has logged in. */
  public static final String SESSION = "periplus";

  /** A login that a browser has begun. */
  public static final String LOGIN = "periplus-login";

  private static final int LONGEST = 4096;
  private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_.-]{1," + LONGEST + "}");

  private final ClientUrl url;

  @Inject
  public SessionCookie(ClientUrl url) {
    this.url = url;
  }

  /**
   * The value of a cookie; empty when there is none, or more than one: then somebody else has set
   * one.
   */
  public Optional<String> value(HttpServletRequest request, String cookie) {
    String start = name(URI.create(url.of(request)), cookie) + "=";
    List<String> values =
        Collections.list(request.getHeaders("Cookie")).stream()
            .flatMap(header -> Stream.of(header.split(";", -1)))
            .map(String::strip)
            .filter(pair -> pair.startsWith(start))
            .map(pair -> pair.substring(start.length()))
            .toList();
    return values.size() == 1 && VALUE.matcher(values.get(0)).matches()
        ? Optional.of(values.get(0))
        : Optional.empty();
  }

  /** The header {@code Set-Cookie} that gives a browser a value. */
  public String set(HttpServletRequest request, String cookie, String value) {
    URI root = URI.create(url.of(request));
    return name(root, cookie)
        + "="
        + value
        + "; Path="
        + path(root)
        + "; HttpOnly; SameSite=Lax"
        + (isSecure(root) ? "; Secure" : "");
  }

  /** The header {@code Set-Cookie} that takes it away. */
  public String clear(HttpServletRequest request, String cookie) {
    return set(request, cookie, "") + "; Max-Age=0";
  }

  /** A name with which browsers take only what this host has sent by TLS, for all of its paths. */
  private static String name(URI root, String cookie) {
    if (!isSecure(root)) {
      return cookie;
    }
    return (path(root).equals("/") ? "__Host-" : "__Secure-") + cookie;
  }

  private static boolean isSecure(URI root) {
    return "https".equalsIgnoreCase(root.getScheme());
  }

  private static String path(URI root) {
    return root.getRawPath() == null || root.getRawPath().isEmpty() ? "/" : root.getRawPath();
  }
}
