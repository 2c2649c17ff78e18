package org.periplus.folder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Gives files and folders to an owner, with modes that fit: the owner may read and write, nobody
 * else may write, set-id bits are gone. Where the owner changes two users work with the same files,
 * so all may read who get at them. No link is followed or changed. Threads may share it.
 */
public final class HandOver {

  private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final Set<PosixFilePermission> READ_OF_ALL =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.OTHERS_READ);
  private static final Set<PosixFilePermission> ENTER_OF_ALL =
      EnumSet.of(
          PosixFilePermission.OWNER_EXECUTE,
          PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.OTHERS_EXECUTE);

  private record Owner(UserPrincipal user, GroupPrincipal group) {}

  /** The new owner; nobody when all has the right one already. */
  private final Optional<Owner> owner;

  private HandOver(Optional<Owner> owner) {
    this.owner = owner;
  }

  /** To somebody else, which only root can. */
  public static HandOver to(FileOwner owner) throws IOException {
    return new HandOver(Optional.of(new Owner(owner.user(), owner.group())));
  }

  /** To who has it already: only the modes change. */
  public static HandOver keepingOwner() {
    return new HandOver(Optional.empty());
  }

  /**
   * Hands over a file, or a folder with all that it holds. What is neither is left as it is.
   *
   * @param tree the folders above it are trusted
   * @param but what stays as it is, with all that it holds
   * @throws FolderException when it has more, or is deeper, than it may
   */
  public void take(Path tree, FolderLimits limits, Set<Path> but) throws IOException {
    new Walk(tree, limits, but, this::give).run();
  }

  /**
   * Lets everybody read a file, or a folder with all that it holds, who gets at it. What can be
   * read already is not touched.
   *
   * @param tree the folders above it are trusted
   */
  public static void makeReadable(Path tree) throws IOException {
    new Walk(tree, new FolderLimits(Long.MAX_VALUE, Integer.MAX_VALUE), Set.of(), HandOver::share)
        .run();
  }

  private interface Change {
    void make(PosixFileAttributeView file, boolean folder) throws IOException;
  }

  private static final class Walk {
    private final Path tree;
    private final FolderLimits limits;
    private final Set<Path> but;
    private final Change change;
    private long entries;

    Walk(Path tree, FolderLimits limits, Set<Path> but, Change change) {
      this.tree = tree.toAbsolutePath().normalize();
      this.limits = limits;
      this.but = but;
      this.change = change;
    }

    void run() throws IOException {
      Path name = tree.getFileName();
      try (OpenFolder parent = OpenFolder.trusted(tree.getParent())) {
        BasicFileAttributes found =
            parent.attributes(name).orElseThrow(() -> new NoSuchFileException(tree.toString()));
        take(parent, name, found, tree, 0);
      }
    }

    private void take(
        OpenFolder parent, Path name, BasicFileAttributes attributes, Path place, int depth)
        throws IOException {
      if (but.contains(place)) {
        return;
      }
      if (attributes.isRegularFile()) {
        change.make(parent.posix(name), false);
      } else if (attributes.isDirectory()) {
        if (depth > limits.depth()) {
          throw limits.tooDeep(tree.relativize(place).toString());
        }
        change.make(parent.posix(name), true);
        try (OpenFolder folder = parent.folder(name)) {
          folder.forEach((child, of) -> count(folder, child, of, place, depth + 1));
        }
      }
    }

    private void count(
        OpenFolder folder, Path child, BasicFileAttributes attributes, Path place, int depth)
        throws IOException {
      if (++entries > limits.entries()) {
        throw limits.tooMany();
      }
      take(folder, child, attributes, place.resolve(child), depth);
    }
  }

  private void give(PosixFileAttributeView file, boolean folder) throws IOException {
    if (owner.isPresent()) {
      file.setOwner(owner.get().user());
      file.setGroup(owner.get().group());
    }
    Set<PosixFilePermission> permissions = file.readAttributes().permissions();
    permissions.add(PosixFilePermission.OWNER_READ);
    permissions.add(PosixFilePermission.OWNER_WRITE);
    permissions.removeAll(WRITE_OF_OTHERS);
    if (folder) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    if (owner.isPresent()) {
      addReading(permissions, folder);
    }
    // Always: the set-id bits, which are not among these permissions, go with it.
    file.setPermissions(permissions);
  }

  private static void share(PosixFileAttributeView file, boolean folder) throws IOException {
    Set<PosixFilePermission> permissions = file.readAttributes().permissions();
    if (addReading(permissions, folder)) {
      file.setPermissions(permissions);
    }
  }

  private static boolean addReading(Set<PosixFilePermission> permissions, boolean folder) {
    boolean changed = permissions.addAll(READ_OF_ALL);
    boolean entered = folder || permissions.contains(PosixFilePermission.OWNER_EXECUTE);
    return (entered && permissions.addAll(ENTER_OF_ALL)) || changed;
  }
}
