package org.periplus.api.preset;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.process.preset.PresetOwner;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Role;

/** Whose presets a request is about. */
@Dependent
public class PresetOwners {

  private final CurrentCaller caller;
  private final CurrentTenant tenant;

  @Inject
  public PresetOwners(CurrentCaller caller, CurrentTenant tenant) {
    this.caller = caller;
    this.tenant = tenant;
  }

  /**
   * The caller, if they may have presets. Who does not say who they are has none, lest strangers
   * share theirs, unless they may do everything: then the server is their own.
   */
  public Optional<PresetOwner> me() {
    if (!caller.get().may(Role.EXECUTOR)) {
      return Optional.empty();
    }
    return caller
        .get()
        .account()
        .map(account -> PresetOwner.of(tenant.name(), account))
        .or(
            () ->
                caller.get().may(Role.OPERATOR)
                    ? Optional.of(PresetOwner.nobody(tenant.name()))
                    : Optional.empty());
  }

  /**
   * The caller.
   *
   * @throws RequestRefusedException if they may have none
   */
  PresetOwner require() {
    return me().orElseThrow(
            () ->
                new RequestRefusedException(
                    Problem.plain(
                        Response.Status.FORBIDDEN,
                        "Only who has an account has presets; log in.")));
  }
}
