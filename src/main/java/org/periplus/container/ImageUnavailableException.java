package org.periplus.container;

/** An image is not on the engine's machine and could not be got from its source. */
public final class ImageUnavailableException extends ContainerException {

  private static final long serialVersionUID = 1L;

  private final String image;

  public ImageUnavailableException(ImageSource source, String reason, Throwable cause) {
    super(
        "Image %s is not on this machine and could not be %s: %s"
            .formatted(source.name(), done(source), reason),
        cause);
    this.image = source.name();
  }

  /**
   * It did not come to the machine that was to run it.
   *
   * @param reason what the registry or the machine says
   */
  public ImageUnavailableException(String image, String reason) {
    super("Image %s could not be pulled: %s".formatted(image, reason), null);
    this.image = image;
  }

  private static String done(ImageSource source) {
    if (source instanceof ImageSource.Built) {
      return "built";
    }
    if (source instanceof ImageSource.Loaded) {
      return "loaded";
    }
    return source instanceof ImageSource.Imported ? "imported" : "pulled";
  }

  /** The image, as it was asked for. */
  public String image() {
    return image;
  }
}
