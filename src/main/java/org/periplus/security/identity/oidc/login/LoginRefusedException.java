package org.periplus.security.identity.oidc.login;

/** A login, or a logout, that proves nothing; the message is a sentence for who sent it. */
public class LoginRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  LoginRefusedException(String message) {
    super(message);
  }
}
