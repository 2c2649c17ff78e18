package org.periplus.staging.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;
import org.periplus.staging.file.FilePart;
import org.periplus.staging.file.MediaTypes;

/** A file of the {@link LocalResultStore}. */
record LocalStoredFile(Path path, long size, Instant modified) implements StoredFile {

  /** The file at a path below a folder; empty if there is none, or it is not there but linked. */
  static Optional<StoredFile> in(Path folder, String path) throws IOException {
    Path file;
    try {
      file = folder.resolve(path).normalize();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    if (!file.startsWith(folder) || !file.equals(folder.resolve(path))) {
      return Optional.empty();
    }
    try {
      if (!file.toRealPath().equals(file)) {
        return Optional.empty();
      }
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          ? Optional.of(
              new LocalStoredFile(file, found.size(), found.lastModifiedTime().toInstant()))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (FileSystemException e) {
      if (Files.exists(file)) {
        throw e;
      }
      return Optional.empty(); // a path through a file, or a name that is too long
    }
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public String mediaType() {
    return MediaTypes.of(name());
  }

  @Override
  public String entityTag() {
    return "\"%x-%x-%x\"".formatted(size, modified.getEpochSecond(), modified.getNano());
  }

  @Override
  public InputStream read(long from, long length) throws IOException {
    if (from < 0 || length < 0) {
      throw new IllegalArgumentException("from " + from + ", length " + length);
    }
    return new FilePart(path, from, length).open();
  }
}
