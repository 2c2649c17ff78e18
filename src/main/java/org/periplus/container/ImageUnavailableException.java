package org.periplus.container;

/** An image is not on the engine's machine and could not be pulled. */
public final class ImageUnavailableException extends ContainerException {

  private static final long serialVersionUID = 1L;

  private final String image;

  public ImageUnavailableException(String image, String reason, Throwable cause) {
    super("Image " + image + " is not on this machine and could not be pulled: " + reason, cause);
    this.image = image;
  }

  /** The image, as it was asked for. */
  public String image() {
    return image;
  }
}
