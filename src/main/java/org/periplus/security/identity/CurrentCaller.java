package org.periplus.security.identity;

import jakarta.enterprise.context.RequestScoped;

/** Who sent the current request. */
@RequestScoped
public class CurrentCaller {

  private Caller caller = Caller.NOBODY;

  public Caller get() {
    return caller;
  }

  /** Sets who it is, before the request reaches its resource. */
  public void become(Caller newCaller) {
    caller = newCaller;
  }
}
