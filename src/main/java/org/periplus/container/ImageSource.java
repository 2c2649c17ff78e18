package org.periplus.container;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.periplus.configuration.Sha256;

/**
 * Where an image comes from that the engine does not have. The names belong to the engine and so to
 * all who use it: one that has the image of a name already is not asked to get it again.
 */
public sealed interface ImageSource {

  /** The name that the engine knows the image by. */
  String name();

  /**
   * An image that a registry has.
   *
   * @param reference the name by which the registry is asked
   * @param login who asks; nobody in particular when empty
   * @param keptAs the name that the image gets in the place of its own, which it then loses: what
   *     somebody's credentials have opened is not for who only knows its name
   * @param again whether the registry is asked although the image is there
   */
  record Pulled(
      String reference, Optional<RegistryLogin> login, Optional<String> keptAs, boolean again)
      implements ImageSource {

    /** For everybody, if it is not there. */
    public Pulled(String reference) {
      this(reference, Optional.empty(), Optional.empty(), false);
    }

    @Override
    public String name() {
      return keptAs.orElse(reference);
    }
  }

  /**
   * An image that is built from a Dockerfile, which has no files beside it. An image that was built
   * from another text under the same name is replaced.
   *
   * @param dockerfile the text
   */
  record Built(String name, String dockerfile, BuildLimits limits) implements ImageSource {

    /** Under a name of its own, which no other text has. */
    public static Built of(String dockerfile) {
      return new Built("periplus-built:" + Sha256.hex(dockerfile), dockerfile, BuildLimits.DEFAULT);
    }

    /** What tells this text from others. */
    public String digest() {
      return Sha256.hex(dockerfile);
    }
  }

  /**
   * What a build may use at most.
   *
   * @param network whether its commands may reach a network
   * @param cpus processors, whole ones
   * @param memoryBytes bytes of memory; it gets no swap beside it
   * @param timeout how long it may take
   */
  record BuildLimits(boolean network, int cpus, long memoryBytes, Duration timeout) {

    /** No network, one processor, 2 GiB, half an hour. */
    public static final BuildLimits DEFAULT =
        new BuildLimits(false, 1, 2L << 30, Duration.ofMinutes(30));
  }

  /**
   * An image in an archive that {@code docker save} made. Only that one is taken, and none of the
   * archive's names.
   *
   * @param archive may be compressed
   * @param image the name of the image within the archive; needless where it has only one
   */
  record Loaded(Path archive, String name, Optional<String> image) implements ImageSource {}

  /**
   * An image whose files are those of a tarball, without any layers or settings.
   *
   * @param tarball may be compressed
   */
  record Imported(Path tarball, String name) implements ImageSource {}
}
