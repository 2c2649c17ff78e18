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
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes what a container gets as an archive, as it goes. Used by one thread. */
public final class DepartingArchive {

  /** The list of what is fetched by itself; no piece has a name with letters. */
  static final String SINGLY = "singly";

  private final Transfer transfer;
  private final List<SingleFile> singly;

  /**
   * @param singly the files that are not in it, and are listed at its beginning instead
   */
  public DepartingArchive(Transfer transfer, List<SingleFile> singly) {
    this.transfer = transfer;
    this.singly = singly;
  }

  /** Writes all pieces; a link in them stays one. */
  public void pack(OutputStream bytes) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    tar.setAddPaxHeadersForNonAsciiNames(true);
    putList(tar);
    Set<String> left = singly.stream().map(SingleFile::path).collect(Collectors.toSet());
    for (Piece piece : transfer.pieces()) {
      // What is seen of a link is what it leads to, as with each other way of mounting.
      Path place = piece.place().toRealPath();
      Files.walkFileTree(place, new Walk(tar, piece, place, left));
    }
    tar.finish();
    tar.flush();
  }

  private void putList(TarArchiveOutputStream tar) throws IOException {
    if (singly.isEmpty()) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < singly.size(); i++) {
      lines.append(singly.get(i).line(i));
    }
    byte[] list = lines.toString().getBytes(UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(SINGLY);
    entry.setSize(list.length);
    tar.putArchiveEntry(entry);
    tar.write(list);
    tar.closeArchiveEntry();
  }

  /** Whoever unpacks it, who is not the owner here, owns it there. */
  static int mode(Path place) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(place);
    int mode = 0;
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      mode = (mode << 1) | (permissions.contains(permission) ? 1 : 0);
    }
    return mode;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final TarArchiveOutputStream tar;
    private final Piece piece;
    private final Path top;
    private final Set<String> left;

    Walk(TarArchiveOutputStream tar, Piece piece, Path top, Set<String> left) {
      this.tar = tar;
      this.piece = piece;
      this.top = top;
      this.left = left;
    }

    private String name(Path place) {
      return piece.path(top, place);
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
      } else if (attributes.isRegularFile() && !left.contains(name(file))) {
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
      entry.setMode(mode(place));
      entry.setModTime(attributes.lastModifiedTime().toMillis());
      tar.putArchiveEntry(entry);
    }
  }
}
