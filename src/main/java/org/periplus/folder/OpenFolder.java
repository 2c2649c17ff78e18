package org.periplus.folder;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A folder that is open: all that is done in it is done in this very folder, whatever takes its
 * place or that of the folders around it meanwhile, and no link in it is followed. Used by one
 * thread.
 */
public final class OpenFolder implements Closeable {

  private static final Set<PosixFilePermission> OURS =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final SecureDirectoryStream<Path> handle;

  private OpenFolder(SecureDirectoryStream<Path> handle) {
    this.handle = handle;
  }

  /** What is done with each entry. */
  interface Action {
    void take(Path name, BasicFileAttributes attributes) throws IOException;
  }

  /**
   * Opens a folder. The last name of its path must not be a link; the folders above it are trusted.
   *
   * @throws java.nio.file.NotDirectoryException when it is not a folder
   * @throws IOException when it is a link, or cannot be opened
   */
  public static OpenFolder of(Path folder) throws IOException {
    Path absolute = folder.toAbsolutePath().normalize();
    if (absolute.getParent() == null) {
      return trusted(absolute);
    }
    try (OpenFolder parent = trusted(absolute.getParent())) {
      return parent.folder(absolute.getFileName());
    }
  }

  /** Opens a folder whose path nobody else can change. */
  @SuppressWarnings("StreamResourceLeak") // The stream is the folder, which its user closes.
  static OpenFolder trusted(Path folder) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(folder);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return new OpenFolder(secure);
    }
    stream.close();
    throw new IOException("This operating system cannot open folders safely; Linux can.");
  }

  /** Opens a folder in this one. */
  public OpenFolder folder(Path name) throws IOException {
    return new OpenFolder(handle.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS));
  }

  /** Opens a file in this folder for reading. */
  public InputStream read(Path name) throws IOException {
    return Channels.newInputStream(
        handle.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)));
  }

  /** What a name stands for, a link for itself; empty when it stands for nothing. */
  public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
    try {
      return Optional.of(
          handle
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Goes through the entries once; those that vanish meanwhile are passed over. */
  void forEach(Action action) throws IOException {
    try (SecureDirectoryStream<Path> entries =
        handle.newDirectoryStream(Path.of("."), LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : entries) {
        Path name = entry.getFileName();
        Optional<BasicFileAttributes> found = attributes(name);
        if (found.isPresent()) {
          action.take(name, found.get());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  void deleteFile(Path name) throws IOException {
    try {
      handle.deleteFile(name);
    } catch (NoSuchFileException e) {
      // It is gone, as was wanted.
    }
  }

  void deleteFolder(Path name) throws IOException {
    try {
      handle.deleteDirectory(name);
    } catch (NoSuchFileException e) {
      // It is gone, as was wanted.
    }
  }

  /** Moves an entry, in place of a file or link that is there. */
  public void move(Path name, OpenFolder target, Path newName) throws IOException {
    handle.move(name, target.handle, newName);
  }

  /** Lets its owner, which must be this program's user, do everything in this folder. */
  void open() throws IOException {
    PosixFileAttributeView view = handle.getFileAttributeView(PosixFileAttributeView.class);
    Set<PosixFilePermission> permissions = view.readAttributes().permissions();
    if (!permissions.containsAll(OURS)) {
      permissions.addAll(OURS);
      view.setPermissions(permissions);
    }
  }

  /** The owner and mode of an entry, which must be no link. */
  PosixFileAttributeView posix(Path name) {
    return handle.getFileAttributeView(
        name, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public void close() throws IOException {
    handle.close();
  }
}
