package org.periplus.cwl.tool.plan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.periplus.folder.FolderException;
import org.periplus.folder.FolderLimits;
import org.periplus.folder.LinkedFolder;

/** Creating and copying files on the host. */
public final class HostFiles {

  private HostFiles() {}

  public static void write(Path file, String contents) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static void createDirectories(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty file or directory over which something can be mounted. */
  public static void createMountPoint(Path place, boolean directory) {
    try {
      if (directory) {
        Files.createDirectories(place);
      } else if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectories(place.getParent());
        Files.createFile(place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A copy that its owner may write to, of a file or of a directory with all that it holds.
   *
   * @throws FolderException when it has no end, is too large, or holds a link to what may not be
   *     read
   */
  public static void copyWritable(Path source, Path target, FolderLimits limits, HostAccess access)
      throws FolderException {
    check(source, limits);
    walk(
        source,
        target,
        (from, to) -> {
          if (!from.startsWith(real(source)) && !access.mayRead(from)) {
            throw leadsOut(to);
          }
          Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
          makeWritable(to);
        });
  }

  /**
   * Replaces files whose bytes others share by hard links, as the cache of fetched inputs does, by
   * copies that their owner may write to.
   *
   * @throws FolderException when it has no end, is too large, or holds a link that leads out of it
   */
  public static void ownWritable(Path tree, FolderLimits limits) throws FolderException {
    check(tree, limits);
    walk(
        tree,
        tree,
        (from, to) -> {
          if (!from.startsWith(real(tree))) {
            throw leadsOut(to);
          }
          if (isShared(from)) {
            Path copy = Files.createTempFile(from.getParent(), ".own", "");
            Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
            makeWritable(copy);
            Files.move(copy, from, StandardCopyOption.ATOMIC_MOVE);
          }
        });
  }

  private static boolean isShared(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:nlink") > 1
        || !Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_WRITE);
  }

  private static FolderException leadsOut(Path link) {
    return new FolderException("'" + link.getFileName() + "' is a link that leads out of it");
  }

  private static Path real(Path tree) throws IOException {
    return tree.toRealPath();
  }

  private static void check(Path tree, FolderLimits limits) throws FolderException {
    try {
      if (Files.isDirectory(tree)) {
        LinkedFolder.check(tree, limits);
      }
    } catch (FolderException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same files at another place: hard links where that is possible, else copies. */
  public static void linkOrCopy(Path source, Path target) throws FolderException {
    walk(
        source,
        target,
        (from, to) -> {
          try {
            Files.createLink(to, from);
          } catch (IOException | UnsupportedOperationException e) {
            Files.copy(from, to);
          }
        });
  }

  public static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is done with each file of a tree. */
  private interface FileAction {
    void apply(Path from, Path to) throws IOException;
  }

  private static void walk(Path source, Path target, FileAction action) throws FolderException {
    try {
      Path root = source.toRealPath();
      Files.createDirectories(target.getParent());
      Files.walkFileTree(
          root,
          EnumSet.of(FileVisitOption.FOLLOW_LINKS),
          Integer.MAX_VALUE,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                throws IOException {
              Files.createDirectories(target.resolve(root.relativize(directory)));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Path to = file.equals(root) ? target : target.resolve(root.relativize(file));
              action.apply(file.toRealPath(), to);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (FolderException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void makeWritable(Path file) throws IOException {
    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    if (permissions.add(PosixFilePermission.OWNER_WRITE)) {
      Files.setPosixFilePermissions(file, permissions);
    }
  }
}
