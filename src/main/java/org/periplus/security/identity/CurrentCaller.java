package org.periplus.security.identity;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;

/** Who sent the current request. */
@RequestScoped
public class CurrentCaller {

  private Caller caller = Caller.NOBODY;
  private Optional<AccessToken> token = Optional.empty();

  public Caller get() {
    return caller;
  }

  /** The token with which they said who they are; empty when they did so in another way. */
  public Optional<AccessToken> token() {
    return token;
  }

  /** Sets who it is, and that they said so by a token. */
  public void become(Caller newCaller, AccessToken newToken) {
    become(newCaller);
    token = Optional.of(newToken);
  }

  /** Sets who it is, before the request reaches its resource. */
  public void become(Caller newCaller) {
    caller = newCaller;
  }
}
