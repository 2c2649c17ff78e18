package org.periplus.container;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where an image comes from that the engine does not have. The names belong to the engine and so to
 * all who use it: one that has the image of a name already is not asked to get it again.
 */
public sealed interface ImageSource {

  /** The name that the engine knows the image by, which a {@link ContainerSpec} gives. */
  String name();

  /** An image that a registry has. */
  record Pulled(String name) implements ImageSource {}

  /**
   * An image that is built from a Dockerfile, which has no files beside it. An image that was built
   * from another text under the same name is replaced.
   *
   * @param dockerfile the text
   */
  record Built(String name, String dockerfile) implements ImageSource {

    /** Under a name of its own, which no other text has. */
    public static Built of(String dockerfile) {
      return new Built("periplus-built:" + digest(dockerfile), dockerfile);
    }

    /** What tells this text from others. */
    public String digest() {
      return digest(dockerfile);
    }

    private static String digest(String text) {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e); // Every Java platform has it.
      }
    }
  }

  /**
   * An image in an archive that {@code docker save} made.
   *
   * @param archive may be compressed
   * @param name one that the archive gives; the only image of an archive gets it in any case
   */
  record Loaded(Path archive, String name) implements ImageSource {}

  /**
   * An image whose files are those of a tarball, without any layers or settings.
   *
   * @param tarball may be compressed
   */
  record Imported(Path tarball, String name) implements ImageSource {}
}
