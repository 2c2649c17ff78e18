package org.periplus.staging.stac;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.UnfitOutputException;

/**
 * Where the references of a catalog lead that a tool wrote. Many libraries write absolute paths and
 * {@code file:} URLs unless they are told otherwise: those of the container, in which the tool's
 * folder had another name than here. Used by one thread.
 */
final class StacPaths {

  /** A tool's output directory, unless its image has another one. */
  private static final Path USUAL = Path.of("/periplus/out");

  private final OutputFolder folder;
  private final Path home;
  private final Optional<Path> self;

  /**
   * @param home the folder of the catalog's own file
   * @param root the catalog, whose link {@code self} may say what its folder was called
   */
  StacPaths(OutputFolder folder, Path home, JsonNode root) {
    this.folder = folder;
    this.home = home;
    this.self = self(root);
  }

  private static Optional<Path> self(JsonNode root) {
    for (JsonNode link : root.path("links")) {
      if (link.path("rel").asText().equals("self")) {
        return absolute(link.path("href").asText()).map(Path::getParent);
      }
    }
    return Optional.empty();
  }

  /**
   * The real path that a reference leads to.
   *
   * @param document the file in which it stands
   * @throws UnfitOutputException when it leads outside of the folder, or to nothing
   */
  Path follow(Path document, String href) throws IOException, UnfitOutputException {
    Optional<Path> here = absolute(href).flatMap(this::here);
    return here.isPresent() ? folder.inside(here.get()) : folder.follow(document, href);
  }

  private static Optional<Path> absolute(String href) {
    String path = OutputFolder.path(href);
    try {
      return path.startsWith("/") ? Optional.of(Path.of(path).normalize()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Path> here(Path inside) {
    for (Path spelt : new Path[] {inside, Path.of(OutputFolder.decode(inside.toString()))}) {
      Optional<Path> found =
          self.filter(spelt::startsWith)
              .map(base -> home.resolve(base.relativize(spelt)))
              .filter(StacPaths::exists)
              .or(() -> belowTheUsual(spelt));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The output may be a folder within the output directory: then its name is in the path too. */
  private Optional<Path> belowTheUsual(Path inside) {
    if (!inside.startsWith(USUAL)) {
      return Optional.empty();
    }
    Path rest = USUAL.relativize(inside);
    for (int at = 0; at < rest.getNameCount(); at++) {
      Path candidate = folder.root().resolve(rest.subpath(at, rest.getNameCount()));
      boolean inThis = at == 0 || rest.getName(at - 1).equals(folder.root().getFileName());
      if (inThis && exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
