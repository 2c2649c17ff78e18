package org.periplus.folder;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A look at a folder whose links are going to be followed: whether it ends, and how much there is
 * then. It takes time for what the folder really holds, not for what its links make of it. The
 * folder must not change meanwhile.
 */
public final class LinkedFolder {

  private final Path root;
  private final FolderLimits limits;

  /** What is known of the folders that were looked at, by their real paths. */
  private final Map<Path, Size> known = new HashMap<>();

  /** The folders that hold the one that is looked at. */
  private final Set<Path> above = new HashSet<>();

  /** How much there is below a folder, links followed. */
  private record Size(long entries, int depth) {}

  private LinkedFolder(Path root, FolderLimits limits) {
    this.root = root;
    this.limits = limits;
  }

  /**
   * Looks at a folder.
   *
   * @return how many files and folders it has, links followed
   * @throws FolderException when a link in it leads to a folder that holds it, or when the folder
   *     has more entries, or is deeper, than it may
   * @throws IOException when it cannot be read
   */
  public static long check(Path folder, FolderLimits limits) throws IOException {
    return new LinkedFolder(folder, limits).look(folder, folder.toRealPath(), 0).entries();
  }

  private Size look(Path folder, Path real, int depth) throws IOException {
    if (depth > limits.depth()) {
      throw limits.tooDeep(name(folder));
    }
    Size before = known.get(real);
    if (before == null) {
      above.add(real);
      before = sum(folder, depth);
      above.remove(real);
      known.put(real, before);
    }
    if (depth + before.depth() > limits.depth()) {
      throw limits.tooDeep(name(folder));
    }
    return before;
  }

  private Size sum(Path folder, int depth) throws IOException {
    long entries = 0;
    int deepest = 0;
    try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        entries++;
        if (Files.isDirectory(child)) {
          Size inside = look(child, real(child), depth + 1);
          entries += inside.entries();
          deepest = Math.max(deepest, inside.depth() + 1);
        }
        if (entries > limits.entries()) {
          throw limits.tooMany();
        }
      }
    }
    return new Size(entries, deepest);
  }

  private Path real(Path folder) throws IOException {
    BasicFileAttributes found =
        Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isSymbolicLink()) {
      return folder.toRealPath();
    }
    Path real;
    try {
      real = folder.toRealPath();
    } catch (FileSystemException e) {
      throw new FolderException("'" + name(folder) + "' is a link that leads nowhere");
    }
    if (above.contains(real)) {
      throw cycle(name(folder));
    }
    return real;
  }

  /** The failure that a link leads to a folder that holds it. */
  public static FolderException cycle(String link) {
    return new FolderException("'" + link + "' is a link to a folder that holds it");
  }

  private String name(Path folder) {
    Path below = root.relativize(folder);
    return root.getFileName() == null
        ? below.toString()
        : root.getFileName().resolve(below).toString();
  }
}
