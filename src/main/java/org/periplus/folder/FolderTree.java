package org.periplus.folder;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whole folders that somebody else fills, maybe at this very moment. No link in them is followed,
 * also none that is put in the place of a folder meanwhile.
 */
public final class FolderTree {

  /** More folders in one another are not open at once. */
  private static final int OPEN_AT_ONCE = 64;

  private FolderTree() {}

  /**
   * Deletes a file, a link or a folder with all that it holds, however deep; does nothing when it
   * is not there.
   *
   * @param tree the folders above it are trusted
   */
  public static void delete(Path tree) throws IOException {
    Path absolute = tree.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    try (OpenFolder parent = OpenFolder.trusted(absolute.getParent())) {
      Optional<BasicFileAttributes> found = parent.attributes(name);
      if (found.isEmpty()) {
        return;
      }
      if (!found.get().isDirectory()) {
        parent.deleteFile(name);
        return;
      }
      try (OpenFolder folder = parent.folder(name)) {
        new Deletion(folder).run();
      }
      parent.deleteFolder(name);
    } catch (NoSuchFileException e) {
      // It, or what held it, is gone, as was wanted.
    }
  }

  /** The deletion of all that a folder holds. */
  private static final class Deletion {
    private final OpenFolder top;
    private long entries;
    private long moved;

    Deletion(OpenFolder top) {
      this.top = top;
    }

    void run() throws IOException {
      long before;
      do {
        before = moved;
        empty(top, 1);
      } while (moved > before); // What was too deep lies at the top now.
    }

    private void empty(OpenFolder folder, int depth) throws IOException {
      folder.open();
      folder.forEach(
          (name, attributes) -> {
            entries++;
            if (!attributes.isDirectory()) {
              folder.deleteFile(name);
            } else if (depth < OPEN_AT_ONCE) {
              try (OpenFolder child = folder.folder(name)) {
                empty(child, depth + 1);
              }
              folder.deleteFolder(name);
            } else {
              folder.move(name, top, Path.of(".deep-" + entries + "-" + moved++));
            }
          });
    }
  }

  /**
   * How much a folder holds.
   *
   * @param bytes of its files
   * @param entries files and folders
   */
  public record Measure(long bytes, long entries) {

    /** Of two folders together. */
    public Measure plus(Measure other) {
      return new Measure(bytes + other.bytes, entries + other.entries);
    }
  }

  /**
   * How much a folder holds by now, of which some may come and go meanwhile.
   *
   * @throws FolderException when it has more, or is deeper, than it may
   */
  public static Measure measure(Path folder, FolderLimits limits) throws IOException {
    Measuring measuring = new Measuring(limits);
    try (OpenFolder open = OpenFolder.of(folder)) {
      measuring.add(open, Path.of(""), 1);
    }
    return new Measure(measuring.bytes, measuring.entries);
  }

  private static final class Measuring {
    private final FolderLimits limits;
    private long bytes;
    private long entries;

    Measuring(FolderLimits limits) {
      this.limits = limits;
    }

    private void add(OpenFolder folder, Path place, int depth) throws IOException {
      folder.forEach(
          (name, attributes) -> {
            if (++entries > limits.entries()) {
              throw limits.tooMany();
            }
            if (!attributes.isDirectory()) {
              bytes += attributes.size();
              return;
            }
            Path inside = place.resolve(name);
            if (depth > limits.depth()) {
              throw limits.tooDeep(inside.toString());
            }
            addFolder(folder, name, inside, depth);
          });
    }

    private void addFolder(OpenFolder parent, Path name, Path place, int depth) throws IOException {
      OpenFolder folder;
      try {
        folder = parent.folder(name);
      } catch (FileSystemException e) {
        return; // It is gone, or something else has taken its place, or it is not ours to see.
      }
      try (folder) {
        add(folder, place, depth + 1);
      }
    }
  }
}
