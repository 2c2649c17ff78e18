package org.periplus.staging.publish;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder that a tool wrote. Only what really lies in it can be reached: the tool may have left
 * symbolic links and references that lead elsewhere on the server's disk.
 */
public final class OutputFolder {

  private final Path root;

  private OutputFolder(Path root) {
    this.root = root;
  }

  public static OutputFolder of(Path folder) throws IOException, UnfitOutputException {
    if (!Files.isDirectory(folder)) {
      throw new UnfitOutputException("the folder " + folder.getFileName() + " does not exist");
    }
    return new OutputFolder(folder.toRealPath());
  }

  /** The folder in which a file or folder lies. */
  static OutputFolder around(Path path) throws IOException, UnfitOutputException {
    return of(path.toAbsolutePath().normalize().getParent());
  }

  /**
   * The real path of an output.
   *
   * @throws UnfitOutputException when it is missing or a symbolic link out of its own folder
   */
  public static Path real(Path path) throws IOException, UnfitOutputException {
    OutputFolder around = around(path);
    return around.inside(around.root.resolve(path.getFileName()));
  }

  public Path root() {
    return root;
  }

  /** The name of a file for people: its path below the folder. */
  public String name(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(root) && !absolute.equals(root)
        ? root.relativize(absolute).toString()
        : String.valueOf(absolute.getFileName());
  }

  /**
   * The real path of a file or folder inside.
   *
   * @throws UnfitOutputException when it is missing, leads outside or is neither file nor folder
   */
  public Path inside(Path path) throws IOException, UnfitOutputException {
    if (!path.toAbsolutePath().normalize().startsWith(root)) {
      throw new UnfitOutputException(
          "the path of " + path.getFileName() + " leaves the folder of the output");
    }
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnfitOutputException("the file " + name(path) + " does not exist");
    }
    Path real;
    try {
      real = path.toRealPath();
    } catch (FileSystemException e) {
      throw new UnfitOutputException(
          "the symbolic link " + name(path) + " points to nothing, or to itself");
    }
    if (!real.startsWith(root)) {
      throw new UnfitOutputException(
          "the symbolic link " + name(path) + " leads out of the folder of the output");
    }
    if (!Files.isRegularFile(real) && !Files.isDirectory(real)) {
      throw new UnfitOutputException(name(path) + " is neither a file nor a folder");
    }
    return real;
  }

  /**
   * The real path that a reference in a document leads to.
   *
   * @param document the file in which the reference stands
   * @param href a relative reference, percent-encoded or not
   */
  public Path follow(Path document, String href) throws IOException, UnfitOutputException {
    String path = path(href);
    try {
      Path literal = document.resolveSibling(path);
      Path decoded = document.resolveSibling(decode(path));
      boolean encoded = !Files.exists(literal, LinkOption.NOFOLLOW_LINKS);
      return inside((encoded ? decoded : literal).normalize());
    } catch (InvalidPathException e) {
      throw new UnfitOutputException(
          "the reference '" + href + "' in " + name(document) + " is not a path");
    } catch (UnfitOutputException e) {
      throw new UnfitOutputException(
          "%s refers to '%s', but %s".formatted(name(document), href, e.getMessage()));
    }
  }

  /** The path in a reference: what it is, or what a {@code file:} URL has. */
  public static String path(String href) {
    return href.startsWith("file:") ? href.replaceFirst("^file:(//(localhost)?(?=/))?", "") : href;
  }

  /** A path without its percent-encoding; the same when it has none. */
  public static String decode(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path;
    }
  }

  /** The folders that hold a folder, and the folder itself, which must not be among them. */
  public List<Path> chain(List<Path> ancestors, Path folder) throws UnfitOutputException {
    if (ancestors.contains(folder)) {
      throw new UnfitOutputException(
          "a symbolic link to " + name(folder) + " leads back to a folder that holds it");
    }
    List<Path> chain = new ArrayList<>(ancestors);
    chain.add(folder);
    return chain;
  }
}
