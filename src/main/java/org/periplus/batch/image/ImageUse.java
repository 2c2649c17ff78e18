package org.periplus.batch.image;

/**
 * An image that a tool runs in, until it is closed.
 *
 * @param identity its digest, by which the container is made and which the record has
 */
public record ImageUse(String identity, Runnable end) implements AutoCloseable {

  /** Of no image. */
  public static final ImageUse NONE = of("");

  /** Of an image that is kept in any case. */
  static ImageUse of(String identity) {
    return new ImageUse(identity, () -> {});
  }

  @Override
  public void close() {
    end.run();
  }
}
