package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes what a container gets as an archive, as it goes. Used by one thread. */
public final class DepartingArchive {

  private final Transfer transfer;

  public DepartingArchive(Transfer transfer) {
    this.transfer = transfer;
  }

  /** Writes all pieces; a link in them stays one. */
  public void pack(OutputStream bytes) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    for (Piece piece : transfer.pieces()) {
      // What is seen of a link is what it leads to, as with each other way of mounting.
      Path place = piece.place().toRealPath();
      Files.walkFileTree(place, new Walk(tar, piece.name(), place));
    }
    tar.finish();
    tar.flush();
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final TarArchiveOutputStream tar;
    private final String name;
    private final Path top;

    Walk(TarArchiveOutputStream tar, String name, Path top) {
      this.tar = tar;
      this.name = name;
      this.top = top;
    }

    private String name(Path place) {
      return place.equals(top) ? name : name + "/" + top.relativize(place);
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      put(new TarArchiveEntry(name(folder) + "/"), folder, attributes);
      tar.closeArchiveEntry();
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isSymbolicLink()) {
        TarArchiveEntry link = new TarArchiveEntry(name(file), TarConstants.LF_SYMLINK);
        link.setLinkName(Files.readSymbolicLink(file).toString());
        tar.putArchiveEntry(link);
        tar.closeArchiveEntry();
      } else if (attributes.isRegularFile()) {
        TarArchiveEntry entry = new TarArchiveEntry(name(file));
        entry.setSize(attributes.size());
        put(entry, file, attributes);
        Files.copy(file, tar);
        tar.closeArchiveEntry();
      }
      return FileVisitResult.CONTINUE;
    }

    private void put(TarArchiveEntry entry, Path place, BasicFileAttributes attributes)
        throws IOException {
      entry.setMode(mode(Files.getPosixFilePermissions(place)));
      entry.setModTime(attributes.lastModifiedTime().toMillis());
      tar.putArchiveEntry(entry);
    }

    /** Whoever unpacks it, who is not the owner here, owns it there. */
    private static int mode(Set<PosixFilePermission> permissions) {
      int mode = 0;
      for (PosixFilePermission permission : PosixFilePermission.values()) {
        mode = (mode << 1) | (permissions.contains(permission) ? 1 : 0);
      }
      return mode;
    }
  }
}
