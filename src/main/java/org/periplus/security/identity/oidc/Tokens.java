package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.configuration.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks by a bearer token (RFC 6750): a JWT (RFC 7519) of an issuer that the
 * configuration names, or a text of which such an issuer says what it is (RFC 7662). Threads share
 * it.
 */
@Service
public class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  private static final TokenCheck UNCHECKED =
      new TokenCheck.Unchecked(
          "The token cannot be checked now, since its issuer does not answer. Please try again.");

  private final Issuers issuers;
  private final OidcConfiguration configuration;
  private final CallerRules rules;

  @Inject
  public Tokens(Issuers issuers, OidcConfiguration configuration, CallerRules rules) {
    this.issuers = issuers;
    this.configuration = configuration;
    this.rules = rules;
  }

  /** Whether anybody can have a token. */
  public boolean areTaken() {
    return !issuers.all().isEmpty();
  }

  /** Where each issuer describes itself, by its name. */
  public Map<String, String> descriptions() {
    Map<String, String> found = new TreeMap<>();
    issuers
        .all()
        .forEach(
            issuer ->
                found.put(
                    issuer.configuration().name(),
                    IssuerDocuments.description(issuer.configuration())));
    return found;
  }

  /** How each issuer is, by its name: empty when its tokens can be checked. */
  public Map<String, Optional<String>> failures() {
    Map<String, Optional<String>> found = new TreeMap<>();
    for (Issuer issuer : issuers.all()) {
      issuer.keys().areThere();
      found.put(issuer.configuration().name(), issuer.keys().failure());
    }
    return found;
  }

  /** Whether the tokens of some issuer can be checked. */
  public boolean canBeChecked() {
    return issuers.all().stream().anyMatch(issuer -> issuer.keys().areThere());
  }

  /** Finds out whose token it is. */
  public TokenCheck check(String token) {
    if (token.length() > configuration.maxTokenSize().bytes()) {
      return new TokenCheck.TooLarge(
          "The token is larger than "
              + configuration.maxTokenSize().bytes()
              + " bytes, which periplus.security.oidc.max-token-size allows.");
    }
    try {
      return checked(JWTParser.parse(token));
    } catch (ParseException e) {
      return opaque(token);
    } catch (BadJOSEException e) {
      return new TokenCheck.Refused("The token is refused: " + e.getMessage() + ".");
    } catch (JOSEException | ProviderAwayException e) {
      LOG.warn("A token cannot be checked: {}", e.getMessage());
      return UNCHECKED;
    }
  }

  private TokenCheck checked(JWT token) throws ParseException, BadJOSEException, JOSEException {
    JWTClaimsSet said = token.getJWTClaimsSet();
    Optional<Issuer> issuer =
        said == null || said.getIssuer() == null ? Optional.empty() : issuers.at(said.getIssuer());
    if (issuer.isEmpty()) {
      return new TokenCheck.Refused("The token is refused: its issuer is none of this server's.");
    }
    Claims claims = new Claims(issuer.get().claims(token).getClaims());
    if (issuer.get().configuration().introspects() != Introspects.ALL) {
      return checked(issuer.get(), claims);
    }
    return issuer
        .get()
        .introspection()
        .claims(token.getParsedString())
        .map(now -> checked(issuer.get(), now))
        .orElseGet(
            () ->
                new TokenCheck.Refused(
                    "The token is refused: its issuer does not say that it is active, and for this"
                        + " server."));
  }

  /** A token that says nothing itself is asked about, at those who may have issued it. */
  private TokenCheck opaque(String token) {
    List<Issuer> askable =
        issuers.all().stream()
            .filter(issuer -> issuer.configuration().introspects() != Introspects.NONE)
            .toList();
    boolean isAway = false;
    for (Issuer issuer : askable) {
      try {
        Optional<Claims> claims = issuer.introspection().claims(token);
        if (claims.isPresent()) {
          return checked(issuer, claims.get());
        }
      } catch (ProviderAwayException e) {
        isAway = true;
      }
    }
    if (isAway) {
      return UNCHECKED;
    }
    return new TokenCheck.Refused(
        askable.isEmpty()
            ? "The token is refused: it is no signed JWT."
            : "The token is refused: no issuer knows it, or for this server.");
  }

  private TokenCheck checked(Issuer issuer, Claims claims) {
    Optional<String> missing = issuer.missingScope(claims);
    if (missing.isPresent()) {
      return new TokenCheck.Insufficient(
          "The token has not the scope " + missing.get() + ", which this server asks for.");
    }
    return rules
        .caller(issuer, claims)
        .<TokenCheck>map(TokenCheck.Accepted::new)
        .orElseGet(
            () ->
                new TokenCheck.Refused(
                    "The token is refused: it names nobody, or by more than 255 characters."));
  }
}
