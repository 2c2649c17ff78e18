package org.periplus.container;

/** A container could not be run; the message is a sentence for the user. */
public class ContainerException extends Exception {

  private static final long serialVersionUID = 1L;

  public ContainerException(String message, Throwable cause) {
    super(message, cause);
  }
}
