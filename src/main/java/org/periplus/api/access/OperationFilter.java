package org.periplus.api.access;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.guard.Bearer;
import org.periplus.security.CurrentTenant;
import org.periplus.security.access.Operation;
import org.periplus.security.identity.Caller;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;
import org.periplus.security.identity.oidc.TenantRules;
import org.periplus.security.identity.oidc.Tokens;

/**
 * Refuses callers who have not the role that an operation needs, and operations that the table does
 * not have. It looks at the very method that will be called, so that no spelling of a path leads
 * around it.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@ApplicationScoped
public class OperationFilter implements ContainerRequestFilter {

  private final Map<Method, Optional<Operation>> known = new ConcurrentHashMap<>();
  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final Tokens tokens;
  private final TenantRules tenants;
  private final FormerTenants formerTenants;

  @Context private ResourceInfo resource;

  /** For CDI's proxy; public, because RESTEasy looks for it before it asks CDI. */
  public OperationFilter() {
    this(null, null, null, null, null);
  }

  @Inject
  public OperationFilter(
      CurrentCaller caller,
      CurrentTenant tenant,
      Tokens tokens,
      TenantRules tenants,
      FormerTenants formerTenants) {
    this.caller = caller;
    this.tenant = tenant;
    this.tokens = tokens;
    this.tenants = tenants;
    this.formerTenants = formerTenants;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (request.getMethod().equals(HttpMethod.OPTIONS)) {
      return; // JAX-RS itself says what there is, which the documentation does too
    }
    Optional<Operation> operation =
        method == null
            ? Optional.empty()
            : known.computeIfAbsent(
                method, own -> ResourceOperation.of(resource.getResourceClass(), own));
    operation.ifPresent(asked -> request.setProperty(Operation.PROPERTY, asked));
    check(operation, asking(operation), tenant.name(), tokens.areTaken());
  }

  /** Who asks, and what they are in a tenant to which they do not belong. */
  Caller asking(Optional<Operation> operation) {
    Caller asking = caller.get();
    if (asking.tenants().include(tenant.name())) {
      return asking;
    }
    if (asking.account().isPresent() && tenants.hasGuests(tenant.name())) {
      return guest(asking);
    }
    boolean clearsUp =
        asking.may(Role.OPERATOR) && operation.filter(Operation::makesNothing).isPresent();
    return clearsUp && formerTenants.include(tenant.name()) ? clearingUp(asking) : asking;
  }

  /** A tenant may have guests: whoever has an account, to use what is public. */
  private Caller guest(Caller asking) {
    Caller guest = asking.asGuestOf(tenant.name());
    // A role that they have elsewhere counts for nothing that asks for it later.
    caller.become(guest.in(asking.tenants()));
    return guest;
  }

  /** An operator sees and deletes what is left of a tenant that there is no more. */
  private Caller clearingUp(Caller asking) {
    caller.become(asking.in(asking.tenants().and(tenant.name())));
    return caller.get();
  }

  /**
   * Checks one call. A foreign tenant is no other than one that does not exist.
   *
   * @param canLogIn whether somebody who does not say who they are could do so
   * @throws RequestRefusedException if the caller may not
   */
  static void check(Optional<Operation> operation, Caller caller, String tenant, boolean canLogIn) {
    if (operation.isEmpty()) {
      throw refused(Response.Status.FORBIDDEN, "Nobody may do this.", Optional.empty());
    }
    Optional<Role> needed = operation.get().needs();
    if (needed.isEmpty()) {
      return;
    }
    boolean isStranger = canLogIn && caller.account().isEmpty();
    if (isStranger && caller.role().isEmpty()) {
      throw toLogIn(operation.get());
    }
    if (!caller.tenants().include(tenant)) {
      throw refused(
          Response.Status.NOT_FOUND, "There is nothing at this address.", Optional.empty());
    }
    if (caller.may(needed.get())) {
      return;
    }
    if (isStranger) {
      throw toLogIn(operation.get());
    }
    throw refused(
        Response.Status.FORBIDDEN,
        needs(operation.get())
            + "; your role here is "
            + caller.role().map(Role::toString).orElse("none")
            + ". GET /me says why.",
        caller.account().map(account -> Bearer.challenge("insufficient_scope")));
  }

  private static RequestRefusedException toLogIn(Operation operation) {
    return refused(
        Response.Status.UNAUTHORIZED,
        needs(operation) + "; send a bearer token that gives it.",
        Optional.of(Bearer.CHALLENGE));
  }

  private static String needs(Operation operation) {
    return operation + " needs the role " + operation.needs().orElseThrow();
  }

  private static RequestRefusedException refused(
      Response.Status status, String detail, Optional<String> challenge) {
    return new RequestRefusedException(Problem.plain(status, detail), challenge);
  }
}
