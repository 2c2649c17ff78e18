package org.periplus.api.secret;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.security.CurrentTenant;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;

/** Whose secrets a request is about: the caller's, or with {@code owner=tenant} the tenant's. */
@Dependent
class SecretOwners {

  static final String ME = "me";
  static final String TENANT = "tenant";

  private final CurrentCaller caller;
  private final CurrentTenant tenant;

  @Inject
  SecretOwners(CurrentCaller caller, CurrentTenant tenant) {
    this.caller = caller;
    this.tenant = tenant;
  }

  /** The tenant. */
  CredentialOwner tenant() {
    return CredentialOwner.tenant(tenant.name());
  }

  /** The caller; empty when they did not say who they are. */
  Optional<CredentialOwner> me() {
    return caller.get().account().map(me -> CredentialOwner.of(tenant.name(), Optional.of(me)));
  }

  /**
   * The owner whose secrets are to be changed.
   *
   * @param owner {@value #ME} or {@value #TENANT}; null for the caller's, if they have an account
   * @throws RequestRefusedException if the caller may not change them
   */
  CredentialOwner changed(String owner) {
    String whose = owner == null ? me().isPresent() ? ME : TENANT : owner;
    if (whose.equals(ME)) {
      return me().orElseThrow(
              () ->
                  refused(
                      Response.Status.FORBIDDEN,
                      "Only who has an account has secrets of their own; log in."));
    }
    if (!whose.equals(TENANT)) {
      throw refused(Response.Status.BAD_REQUEST, "'owner' is 'me' or 'tenant'.");
    }
    if (!caller.get().may(Role.OPERATOR)) {
      throw refused(
          Response.Status.FORBIDDEN, "Secrets of the tenant are changed by an operator alone.");
    }
    return tenant();
  }

  private static RequestRefusedException refused(Response.Status status, String detail) {
    return new RequestRefusedException(Problem.plain(status, detail));
  }
}
