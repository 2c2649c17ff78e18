package org.periplus.security.identity.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTParser;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.periplus.configuration.Service;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Caller.Account;
import org.periplus.security.identity.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out who asks by a bearer token (RFC 6750): a JWT (RFC 7519) of an issuer that the
 * configuration names. Threads share it.
 */
@Service
public class Tokens {

  private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

  /** OpenID Connect Core 1.0, 2: of a subject; what is shown of somebody need not be longer. */
  private static final int LONGEST_NAME = 255;

  private static final String NO_RULE =
      "No rule of periplus.security.roles.* fits what the token says.";

  private final Map<String, Issuer> issuers = new TreeMap<>();
  private final OidcConfiguration configuration;
  private final RoleRules roles;
  private final TenantRules tenants;
  private final Egress egress;

  /**
   * @throws IllegalArgumentException if an issuer is not described as it should be
   */
  @Inject
  public Tokens(
      Config config,
      OidcConfiguration oidc,
      EgressConfiguration egress,
      RoleRules roles,
      TenantRules tenants) {
    this(
        IssuerConfiguration.all(
            config.getPropertyNames(), key -> config.getOptionalValue(key, String.class)),
        oidc,
        egress,
        roles,
        tenants,
        System::nanoTime);
  }

  /** With issuers that no configuration file names. */
  public Tokens(
      List<IssuerConfiguration> known,
      OidcConfiguration configuration,
      EgressConfiguration egress,
      RoleRules roles,
      TenantRules tenants,
      LongSupplier nanoTime) {
    this.configuration = configuration;
    this.roles = roles;
    this.tenants = tenants;
    this.egress = new Egress(configuration.egress(egress));
    for (IssuerConfiguration one : known) {
      issuers.put(
          one.url(),
          new Issuer(
              one,
              new IssuerKeys(
                  one.name(), new IssuerDocuments(one, this.egress), configuration, nanoTime)));
      if (one.isUnprotected()) {
        LOG.warn(
            "The issuer {} is not asked by https: whoever is between can give anybody any role.",
            one.name());
      }
    }
  }

  /** Whether anybody can have a token. */
  public boolean areTaken() {
    return !issuers.isEmpty();
  }

  /** Where each issuer describes itself, by its name. */
  public Map<String, String> descriptions() {
    Map<String, String> found = new TreeMap<>();
    issuers
        .values()
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
    for (Issuer issuer : issuers.values()) {
      issuer.keys().areThere();
      found.put(issuer.configuration().name(), issuer.keys().failure());
    }
    return found;
  }

  /** Whether the tokens of some issuer can be checked. */
  public boolean canBeChecked() {
    return issuers.values().stream().anyMatch(issuer -> issuer.keys().areThere());
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
      JWT read = JWTParser.parse(token);
      String named = read.getJWTClaimsSet() == null ? null : read.getJWTClaimsSet().getIssuer();
      Issuer issuer = named == null ? null : issuers.get(named);
      return issuer == null
          ? new TokenCheck.Refused("The token is refused: its issuer is none of this server's.")
          : checked(issuer, new Claims(issuer.claims(read).getClaims()));
    } catch (ParseException e) {
      return new TokenCheck.Refused("The token is refused: it is no signed JWT.");
    } catch (BadJOSEException e) {
      return new TokenCheck.Refused("The token is refused: " + e.getMessage() + ".");
    } catch (JOSEException e) {
      LOG.warn("A token cannot be checked: {}", e.getMessage());
      return new TokenCheck.Unchecked(
          "The token cannot be checked now, since its issuer does not answer. Please try again.");
    }
  }

  private TokenCheck checked(Issuer issuer, Claims claims) {
    Optional<String> missing = issuer.missingScope(claims);
    if (missing.isPresent()) {
      return new TokenCheck.Insufficient(
          "The token has not the scope " + missing.get() + ", which this server asks for.");
    }
    String subject = claims.text("sub").orElse("");
    String shown =
        Stream.of("preferred_username", "name", "email")
            .flatMap(name -> claims.text(name).stream())
            .findFirst()
            .orElse(subject);
    if (subject.isEmpty() || subject.length() > LONGEST_NAME) {
      return new TokenCheck.Refused(
          "The token is refused: it names nobody, or by more than 255 characters.");
    }
    Optional<RoleRules.Grant> grant = roles.role(claims);
    Optional<Role> role = grant.map(RoleRules.Grant::role);
    return new TokenCheck.Accepted(
        new Caller(
            Optional.of(
                new Account(
                    issuer.configuration().url(),
                    subject,
                    shown.substring(0, Math.min(shown.length(), LONGEST_NAME)))),
            role,
            grant.map(RoleRules.Grant::rule).orElse(NO_RULE),
            tenants.of(claims, role)));
  }

  @PreDestroy
  void close() {
    egress.close();
  }
}
