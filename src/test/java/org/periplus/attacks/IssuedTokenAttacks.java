package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periplus.security.identity.oidc.LocalIssuer;

/**
 * Tokens of an issuer that the server believes, each with one fault. The same token without it is
 * taken before and after it.
 */
final class IssuedTokenAttacks {

  private static final String KIND = "token";

  /** More than the clocks of server and issuer may differ. */
  private static final int SECONDS = 60;

  private static final int HUNDRED_TIMES_WHAT_IS_READ = 1_000_000;

  private final Provider provider;

  /** What is sent instead of a good token. */
  private interface Forgery {
    String token(LocalIssuer issuer) throws JOSEException;
  }

  private IssuedTokenAttacks(Provider provider) {
    this.provider = provider;
  }

  static List<Attack> rows(Provider provider) {
    IssuedTokenAttacks attacks = new IssuedTokenAttacks(provider);
    Map<String, Forgery> forgeries = new LinkedHashMap<>();
    forgeries.putAll(withClaims());
    forgeries.putAll(withoutItsSignature());
    List<Attack> rows = new ArrayList<>();
    forgeries.forEach((name, forgery) -> rows.add(attacks.row(name, forgery)));
    rows.addAll(attacks.sentWrongly());
    return rows;
  }

  private static Map<String, Forgery> withClaims() {
    Map<String, Forgery> tokens = new LinkedHashMap<>();
    tokens.put(
        "expired", issuer -> issuer.signed(good(issuer).expirationTime(in(-SECONDS)).build()));
    tokens.put(
        "without an end", issuer -> issuer.signed(good(issuer).expirationTime(null).build()));
    tokens.put(
        "not yet valid", issuer -> issuer.signed(good(issuer).notBeforeTime(in(SECONDS)).build()));
    tokens.put(
        "for another audience", issuer -> issuer.signed(good(issuer).audience("account").build()));
    tokens.put(
        "for no audience", issuer -> issuer.signed(good(issuer).audience((String) null).build()));
    tokens.put(
        "in another issuer's name",
        issuer -> issuer.signed(good(issuer).issuer("https://evil.example").build()));
    tokens.put(
        "in its issuer's name with a slash",
        issuer -> issuer.signed(good(issuer).issuer(issuer.url() + "/").build()));
    tokens.put("of nobody", issuer -> issuer.signed(good(issuer).subject(null).build()));
    return tokens;
  }

  private static Map<String, Forgery> withoutItsSignature() {
    Map<String, Forgery> tokens = new LinkedHashMap<>();
    tokens.put("with alg none", issuer -> new PlainJWT(good(issuer).build()).serialize());
    tokens.put(
        "with alg none and its signature",
        issuer -> with(0, base64("{\"alg\":\"none\",\"kid\":\"first\"}"), issuer));
    tokens.put("without its signature", issuer -> with(2, "", issuer));
    tokens.put(
        "with other claims",
        issuer -> with(1, base64(good(issuer).subject("root").build().toString()), issuer));
    tokens.put(
        "by HS256 and the public key",
        issuer -> shared(issuer, issuer.key().toRSAPublicKey().getEncoded()));
    tokens.put(
        "by HS256 and the public key as PEM",
        issuer -> shared(issuer, pem(issuer.key()).getBytes(UTF_8)));
    tokens.put(
        "by HS256 and the public key as JWK",
        issuer -> shared(issuer, issuer.key().toPublicJWK().toJSONString().getBytes(UTF_8)));
    tokens.put(
        "by another key of the same name",
        issuer -> LocalIssuer.signed(good(issuer).build(), key(issuer.key().getKeyID())));
    tokens.put(
        "of another kind",
        issuer -> signed(issuer, JWSAlgorithm.RS256, "logout+jwt", new RSASSASigner(issuer.key())));
    tokens.put(
        "by an algorithm that the issuer does not use",
        issuer -> signed(issuer, JWSAlgorithm.RS512, "JWT", new RSASSASigner(issuer.key())));
    return tokens;
  }

  private Attack row(String name, Forgery forgery) {
    return provider.row(
        KIND,
        "a good one, but " + name,
        target -> refused(name, bearer(target, forgery.token(provider.issuer())), target));
  }

  private List<Attack> sentWrongly() {
    return List.of(
        provider.row(
            KIND,
            "a good one, but of 1 MB",
            target -> {
              String large = "a".repeat(HUNDRED_TIMES_WHAT_IS_READ);
              JWTClaimsSet claims = good(provider.issuer()).claim("x", large).build();
              return RequestAttack.refusedByListener(
                      KIND, "1 MB", bearer(target, provider.issuer().signed(claims)))
                  .run(target);
            }),
        provider.row(
            KIND,
            "a good one, but larger than is read",
            target -> {
              JWTClaimsSet claims = good(provider.issuer()).claim("x", "a".repeat(6_000)).build();
              return RequestAttack.refusedByListener(
                      KIND, "8 KiB", bearer(target, provider.issuer().signed(claims)))
                  .run(target);
            }),
        provider.row(
            KIND,
            "a good one, but in two headers",
            target -> {
              String token = provider.issuer().token(Provider.OPERATOR);
              return refused(
                  "two", bearer(target, token).with("Authorization: Bearer " + token), target);
            }),
        provider.row(
            KIND,
            "a good one, but in the query",
            target ->
                refused(
                    "in the query",
                    Request.get(
                        target.path(
                            "me?access_token=" + provider.issuer().token(Provider.OPERATOR))),
                    target)));
  }

  private static Finding refused(String name, Request request, Target target) throws IOException {
    return RequestAttack.refused(KIND, name, request).run(target);
  }

  private static Request bearer(Target target, String token) {
    return Provider.me(target).with("Authorization: Bearer " + token);
  }

  private static JWTClaimsSet.Builder good(LocalIssuer issuer) {
    return issuer.claims(Provider.OPERATOR);
  }

  private static Date in(int seconds) {
    return Date.from(Instant.now().plusSeconds(seconds));
  }

  /** A good token with another part. */
  private static String with(int part, String other, LocalIssuer issuer) throws JOSEException {
    String[] parts = issuer.token(Provider.OPERATOR).split("\\.", -1);
    parts[part] = other;
    return String.join(".", parts);
  }

  private static String shared(LocalIssuer issuer, byte[] secret) throws JOSEException {
    return signed(issuer, JWSAlgorithm.HS256, "JWT", new MACSigner(secret));
  }

  private static String signed(
      LocalIssuer issuer, JWSAlgorithm algorithm, String type, JWSSigner signer)
      throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(algorithm)
                .keyID(issuer.key().getKeyID())
                .type(new JOSEObjectType(type))
                .build(),
            good(issuer).build());
    token.sign(signer);
    return token.serialize();
  }

  private static RSAKey key(String id) throws JOSEException {
    return new RSAKeyGenerator(2048).keyID(id).generate();
  }

  private static String pem(RSAKey key) throws JOSEException {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(key.toRSAPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }
}
