package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.identity.IdentityConfiguration;

/** An OpenID Connect issuer on this machine, with keys of its own; it says what a test wants. */
public final class LocalIssuer implements AutoCloseable {

  /** Whom its tokens are for. */
  public static final String AUDIENCE = "periplus";

  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile RSAKey key = key("first");
  private volatile boolean isAway;
  private volatile String redirect = "";
  private volatile String called = "";
  private volatile String subject = "4711";
  private final Map<String, Endpoint> endpoints = new ConcurrentHashMap<>();

  /** What it does with a form that was sent to it. */
  @FunctionalInterface
  public interface Endpoint {
    /**
     * The answer, in JSON.
     *
     * @param authorization the header, or an empty text
     * @throws Refused to answer with another status
     */
    String answer(Map<String, String> form, String authorization) throws Exception;
  }

  /** An answer that is no success. */
  public static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private final int status;

    public Refused(int status, String body) {
      super(body);
      this.status = status;
    }
  }

  /**
   * Starts it.
   *
   * @param port zero for any
   */
  public LocalIssuer(int port) throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                """
                {"issuer": "%s", "jwks_uri": "%2$s/keys", "authorization_endpoint": "%2$s/login",
                 "token_endpoint": "%2$s/token", "end_session_endpoint": "%2$s/logout",
                 "introspection_endpoint": "%2$s/introspect",
                 "authorization_response_iss_parameter_supported": true}
                """
                    .formatted(called.isEmpty() ? url() : called, url())));
    server.createContext("/token", exchange -> endpoint(exchange, "/token"));
    server.createContext("/introspect", exchange -> endpoint(exchange, "/introspect"));
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
    server.start();
  }

  private static RSAKey key(String id) throws JOSEException {
    return new RSAKeyGenerator(2048)
        .keyID(id)
        .keyUse(KeyUse.SIGNATURE)
        .algorithm(JWSAlgorithm.RS256)
        .generate();
  }

  private void endpoint(HttpExchange exchange, String path) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    List<String> authorization = exchange.getRequestHeaders().get("Authorization");
    try {
      answer(
          exchange,
          endpoints
              .get(path)
              .answer(fields(form), authorization == null ? "" : authorization.get(0)));
    } catch (Refused e) {
      try (exchange) {
        byte[] bytes = e.getMessage().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(e.status, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    } catch (Exception e) {
      exchange.close();
      throw new IOException(e);
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&", -1)) {
      String[] parts = field.split("=", 2);
      fields.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return fields;
  }

  /** Answers what is sent to a path: {@code /token} or {@code /introspect}. */
  public void onPost(String path, Endpoint endpoint) {
    endpoints.put(path, endpoint);
  }

  /** The usual rules of roles, and the tenant that there is when nobody says anything. */
  public static CallerRules rules() {
    return new CallerRules(
        new RoleRules(RolesConfiguration.defaults()),
        new TenantRules(
            TenantsConfiguration.none(),
            TenantKeys.NONE,
            new IdentityConfiguration(Optional.empty())));
  }

  private void answer(HttpExchange exchange, String body) throws IOException {
    try (exchange) {
      if (isAway) {
        exchange.sendResponseHeaders(503, -1);
      } else if (!redirect.isEmpty()) {
        exchange.getResponseHeaders().add("Location", redirect);
        exchange.sendResponseHeaders(302, -1);
      } else {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
      }
    }
  }

  /** What its tokens name as their issuer. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What its tokens are signed with. */
  public RSAKey key() {
    return key;
  }

  /** How often its keys were asked for. */
  public int asked() {
    return asked.get();
  }

  /** Answers nothing, or answers again. */
  public void goAway(boolean away) {
    isAway = away;
  }

  /** Leads who asks it elsewhere; nowhere when the URL is empty. */
  public void redirectTo(String url) {
    redirect = url;
  }

  /** What its description calls it; its URL when that is empty. */
  public void callItself(String other) {
    called = other;
  }

  /** Its tokens are of somebody else from now on. */
  public void callSubjects(String other) {
    subject = other;
  }

  /** Has another key from now on. */
  public void rotate(String id) throws JOSEException {
    key = key(id);
  }

  /** What a good token says. */
  public JWTClaimsSet.Builder claims(String... roles) {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .subject(subject)
        .audience(AUDIENCE)
        .claim("preferred_username", "ada")
        .claim("realm_access", Map.of("roles", List.of(roles)))
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  /** A good token of somebody who has the roles. */
  public String token(String... roles) throws JOSEException {
    return signed(claims(roles).build());
  }

  /** A token that says something. */
  public String signed(JWTClaimsSet claims) throws JOSEException {
    return signed(claims, key);
  }

  /** A token that somebody else signed. */
  public static String signed(JWTClaimsSet claims, RSAKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
