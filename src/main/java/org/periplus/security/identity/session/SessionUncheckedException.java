package org.periplus.security.identity.session;

/** It is not known now what somebody may, since their provider is away. */
public class SessionUncheckedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SessionUncheckedException(String message) {
    super(message);
  }
}
