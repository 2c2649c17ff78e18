package org.periplus.container;

/** The engine has the image and could not start the command in it. */
public final class ContainerStartException extends ContainerException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param exitCode what a shell would give: 127 when the command is not found, else 126
   */
  public ContainerStartException(int exitCode, String reason, Throwable cause) {
    super("The command could not be started: " + reason, cause);
    this.exitCode = exitCode;
  }

  /** 127 when the command is not found, else 126. */
  public int exitCode() {
    return exitCode;
  }
}
