package org.periplus.security.identity.oidc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.periplus.security.EgressConfiguration;

/**
 * The users of a {@link LocalIssuer}, of whom each login is Ada's; it takes each code and each
 * refresh token once, as careful providers do.
 */
public final class LocalUsers {

  public static final String CLIENT = "pages";
  private static final String SECRET = "a secret/with+signs";

  private final LocalIssuer issuer;
  private final String secret;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final AtomicInteger asked = new AtomicInteger();

  private volatile String[] roles = {"periplus-executor"};
  private volatile boolean givesRefreshTokens = true;
  private volatile UnaryOperator<JWTClaimsSet.Builder> said = claims -> claims;

  public LocalUsers(LocalIssuer issuer) {
    this(issuer, SECRET);
  }

  /** Those of an issuer who knows the pages by another secret. */
  public LocalUsers(LocalIssuer issuer, String secret) {
    this.issuer = issuer;
    this.secret = secret;
    issuer.onPost("/token", this::tokens);
  }

  /** Issuers of which this one is the only one, called {@code local}. */
  public Issuers issuers() {
    return new Issuers(
        List.of(
            new IssuerConfiguration(
                "local",
                issuer.url(),
                Set.of(LocalIssuer.AUDIENCE),
                Set.of(JWSAlgorithm.RS256),
                Duration.ofSeconds(30),
                Set.of(),
                Optional.empty(),
                Optional.of(new IssuerClient(CLIENT, Optional.of(secret), true, List.of("openid"))),
                Introspects.NONE)),
        OidcConfiguration.defaults(),
        EgressConfiguration.defaults().allowing("127.0.0.1"),
        System::nanoTime);
  }

  /** Ada has these roles from now on. */
  public void give(String... newRoles) {
    roles = newRoles;
  }

  /** Ada may log in, and stay, no longer. */
  public void forget() {
    refreshTokens.clear();
  }

  public void giveNoRefreshTokens() {
    givesRefreshTokens = false;
  }

  /** ID tokens say something else from now on. */
  public void say(UnaryOperator<JWTClaimsSet.Builder> change) {
    said = change;
  }

  /** How often tokens were asked for. */
  public int asked() {
    return asked.get();
  }

  /** Ada logs in where she was sent; gives the parameters with which she is sent back. */
  public Map<String, String> login(URI authorization) {
    Map<String, String> request = query(authorization);
    String code = UUID.randomUUID().toString();
    codes.put(code, request);
    return new HashMap<>(Map.of("code", code, "state", request.get("state"), "iss", issuer.url()));
  }

  /** The parameters of a URL. */
  public static Map<String, String> query(URI url) {
    Map<String, String> parameters = new HashMap<>();
    for (String one : url.getRawQuery().split("&", -1)) {
      String[] parts = one.split("=", 2);
      parameters.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return parameters;
  }

  private String tokens(Map<String, String> form, String authorization) throws Exception {
    asked.incrementAndGet();
    String credentials = CLIENT + ":" + URLEncoder.encode(secret, UTF_8);
    if (!authorization.equals(
        "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)))) {
      throw new LocalIssuer.Refused(401, "{\"error\":\"invalid_client\"}");
    }
    String nonce = null;
    if ("authorization_code".equals(form.get("grant_type"))) {
      Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
      if (request == null
          || !request.get("redirect_uri").equals(form.get("redirect_uri"))
          || !"S256".equals(request.get("code_challenge_method"))
          || !request.get("code_challenge").equals(challenge(form.get("code_verifier")))) {
        throw new LocalIssuer.Refused(400, "{\"error\":\"invalid_grant\"}");
      }
      nonce = request.get("nonce");
    } else if (!refreshTokens.remove(form.getOrDefault("refresh_token", ""))) {
      throw new LocalIssuer.Refused(400, "{\"error\":\"invalid_grant\"}");
    }
    return answer(nonce);
  }

  private String answer(String nonce) throws JOSEException {
    Map<String, Object> answer =
        new HashMap<>(
            Map.of(
                "token_type",
                "Bearer",
                "expires_in",
                60,
                "access_token",
                issuer.token(roles),
                "id_token",
                issuer.signed(
                    said.apply(
                            issuer
                                .claims()
                                .audience(CLIENT)
                                .claim("realm_access", null)
                                .claim("sid", "session-of-ada")
                                .claim("nonce", nonce))
                        .build())));
    if (givesRefreshTokens) {
      String refreshToken = UUID.randomUUID().toString();
      refreshTokens.add(refreshToken);
      answer.put("refresh_token", refreshToken);
    }
    return JSONObjectUtils.toJSONString(answer);
  }

  private static String challenge(String verifier) throws Exception {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(String.valueOf(verifier).getBytes(US_ASCII)));
  }

  /** What the token says with which the issuer reports a logout. */
  public JWTClaimsSet.Builder logout() {
    return new JWTClaimsSet.Builder()
        .issuer(issuer.url())
        .audience(CLIENT)
        .issueTime(Date.from(Instant.now()))
        .expirationTime(Date.from(Instant.now().plusSeconds(120)))
        .jwtID(UUID.randomUUID().toString())
        .claim("sid", "session-of-ada")
        .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
  }

  /** Such a token. */
  public String logoutToken(JWTClaimsSet claims) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(issuer.key().getKeyID())
                .type(new JOSEObjectType("logout+jwt"))
                .build(),
            claims);
    token.sign(new RSASSASigner(issuer.key()));
    return token.serialize();
  }
}
