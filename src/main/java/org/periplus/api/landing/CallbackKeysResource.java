package org.periplus.api.landing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.callback.CallbackKeys;
import org.periplus.security.CurrentTenant;

/** With what subscribers verify callbacks: an addition of ours to Part 1's "Callback". */
@Dependent
@Path("/ogc-api/callback-keys")
public class CallbackKeysResource {

  private final CallbackKeys keys;
  private final CurrentTenant tenant;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public CallbackKeysResource() {
    this(null, null);
  }

  @Inject
  public CallbackKeysResource(CallbackKeys keys, CurrentTenant tenant) {
    this.keys = keys;
    this.tenant = tenant;
  }

  /** {@code GET /callback-keys}: none when the tenant's callbacks are signed by no such key. */
  @GET
  @Operation(operationId = "getCallbackKeys")
  @Produces({Links.JSON, Links.PAGE})
  public CallbackKeySet keys() {
    return new CallbackKeySet(
        keys.published(tenant.name()).stream()
            .map(key -> new CallbackKeySet.Key("OKP", "Ed25519", "EdDSA", "sig", key.id(), key.x()))
            .toList());
  }
}
