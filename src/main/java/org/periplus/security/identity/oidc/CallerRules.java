package org.periplus.security.identity.oidc;

import jakarta.inject.Inject;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.configuration.Service;
import org.periplus.security.identity.Account;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.Role;

/** Who somebody is, and what they may, by what an issuer says of them. Threads share it. */
@Service
public class CallerRules {

  /** OpenID Connect Core 1.0, 2: of a subject; what is shown of somebody need not be longer. */
  private static final int LONGEST_NAME = 255;

  private static final String NO_RULE =
      "No rule of periplus.security.roles.* fits what the identity provider says of you.";

  private final RoleRules roles;
  private final TenantRules tenants;

  @Inject
  public CallerRules(RoleRules roles, TenantRules tenants) {
    this.roles = roles;
    this.tenants = tenants;
  }

  /** The caller; empty when nobody is named, or by too long a name. */
  public Optional<Caller> caller(Issuer issuer, Claims claims) {
    String subject = claims.text("sub").orElse("");
    if (subject.isEmpty() || subject.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    String shown =
        Stream.of("preferred_username", "name", "email")
            .flatMap(name -> claims.text(name).stream())
            .findFirst()
            .orElse(subject);
    Optional<RoleRules.Grant> grant = roles.role(claims);
    Optional<Role> role = grant.map(RoleRules.Grant::role);
    return Optional.of(
        new Caller(
            Optional.of(
                new Account(
                    issuer.configuration().url(),
                    subject,
                    shown.substring(0, Math.min(shown.length(), LONGEST_NAME)))),
            role,
            grant.map(RoleRules.Grant::rule).orElse(NO_RULE),
            tenants.of(claims, role),
            claims
                .values(ClaimRule.GROUPS)
                .map(group -> group.replaceFirst("^/", ""))
                .collect(Collectors.toSet())));
  }
}
