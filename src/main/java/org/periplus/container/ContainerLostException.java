package org.periplus.container;

/**
 * A container has ended, or never began, through no fault of its command: its machine is gone, or
 * somebody has removed it. It may be run again.
 */
public final class ContainerLostException extends ContainerException {

  private static final long serialVersionUID = 1L;

  /**
   * @param reason a sentence for the user
   */
  public ContainerLostException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
