package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** An issuer that exchanges tokens (RFC 8693), and takes each refresh token once. */
public final class ExchangingIssuer implements AutoCloseable {

  private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

  private final LocalIssuer issuer;
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile Optional<Map<String, Object>> refusal = Optional.empty();

  public ExchangingIssuer() throws IOException, JOSEException {
    issuer = new LocalIssuer(0);
    issuer.onPost("/token", this::answer);
  }

  public String url() {
    return issuer.url();
  }

  /** Audience and scopes of what was asked for. */
  public List<String> asked() {
    return asked;
  }

  /** From now on it gives nothing. */
  public void refuse(Map<String, Object> error) {
    refusal = Optional.of(error);
  }

  /** A token of somebody for this server. */
  public String tokenOf(String subject) {
    return token(subject, LocalIssuer.AUDIENCE);
  }

  private String token(String subject, String audience) {
    try {
      return issuer.signed(issuer.claims().subject(subject).audience(audience).build());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private String answer(Map<String, String> form, String authorization) throws Exception {
    if (refusal.isPresent()) {
      throw new LocalIssuer.Refused(400, JSONObjectUtils.toJSONString(refusal.get()));
    }
    if (!authorization.startsWith("Basic ")) {
      throw new LocalIssuer.Refused(401, "{\"error\": \"invalid_client\"}");
    }
    if (!form.get("grant_type").equals(EXCHANGE)) {
      String subject = refreshTokens.remove(form.get("refresh_token"));
      if (subject == null) {
        throw new LocalIssuer.Refused(400, "{\"error\": \"invalid_grant\"}");
      }
      return tokens(token(subject, "client"), Optional.of(refreshToken(subject)));
    }
    String subject = SignedJWT.parse(form.get("subject_token")).getJWTClaimsSet().getSubject();
    if (form.get("requested_token_type").endsWith(":refresh_token")) {
      return tokens(token(subject, "client"), Optional.of(refreshToken(subject)));
    }
    asked.add(form.get("audience") + ": " + form.get("scope"));
    return tokens(token(subject, form.get("audience")), Optional.empty());
  }

  private String refreshToken(String subject) {
    String made = "refresh-" + subject + "-" + number.incrementAndGet();
    refreshTokens.put(made, subject);
    return made;
  }

  private static String tokens(String access, Optional<String> refresh) {
    return """
    {"access_token": "%s", "token_type": "Bearer", "expires_in": 300%s}
    """
        .formatted(
            access, refresh.map(token -> ", \"refresh_token\": \"" + token + "\"").orElse(""));
  }

  @Override
  public void close() {
    issuer.close();
  }
}
