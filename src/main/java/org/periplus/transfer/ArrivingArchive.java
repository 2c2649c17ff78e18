package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Unpacks what comes back from a container, of which nothing is believed: into a folder that nobody
 * else works in, below no link, within limits. Links are made as they are, and not followed. Used
 * by one thread.
 */
final class ArrivingArchive {

  /** Behind the archive: whoever packs it says so when all of it was packed. */
  static final String WHOLE = "whole\n";

  /** What precedes the bytes of a file; of names it has at most as much as a path may have. */
  private static final long HEADERS = 64L << 10;

  private static final int BUFFER = 64 << 10;
  private static final int NAME = 255;

  private final Path folder;
  private final TransferLimits limits;
  private final Set<String> expected;
  private long entries;
  private long bytes;

  ArrivingArchive(Transfer transfer, Path folder) {
    this.folder = folder;
    this.limits = transfer.limits();
    this.expected =
        transfer.pieces().stream()
            .filter(Piece::returned)
            .map(Piece::name)
            .collect(Collectors.toSet());
  }

  /**
   * Unpacks it.
   *
   * @throws TransferRefusedException when it has what may not come
   * @throws IOException when it ends too early, or cannot be kept
   */
  void unpack(InputStream archive) throws IOException, TransferRefusedException {
    MeteredStream metered = new MeteredStream(archive);
    TarArchiveInputStream tar = new TarArchiveInputStream(metered, UTF_8.name());
    for (TarArchiveEntry entry = next(tar, metered); entry != null; entry = next(tar, metered)) {
      take(entry, tar);
    }
    metered.allow(HEADERS);
    if (!WHOLE.equals(new String(metered.readNBytes(BUFFER), UTF_8))) {
      throw new IOException("The archive did not come whole");
    }
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, MeteredStream metered)
      throws IOException {
    metered.allow(HEADERS);
    TarArchiveEntry entry = tar.getNextEntry();
    metered.allow(Long.MAX_VALUE);
    return entry;
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException, TransferRefusedException {
    List<String> names = names(entry);
    if (++entries > limits.folders().entries()) {
      throw refused(limits.folders().tooMany().getMessage());
    }
    if (names.size() > limits.folders().depth() + 1) {
      throw refused(limits.folders().tooDeep(entry.getName()).getMessage());
    }
    if (entry.isFIFO() || entry.isBlockDevice() || entry.isCharacterDevice()) {
      return; // Nothing that could be an output.
    }
    Path place = place(names);
    try {
      if (entry.isSymbolicLink()) {
        Files.createSymbolicLink(place, Path.of(entry.getLinkName()));
      } else if (entry.isLink()) {
        throw refused("it has a hard link, '" + entry.getName() + "'");
      } else if (entry.isDirectory()) {
        Files.createDirectory(place);
        Files.setPosixFilePermissions(place, permissions(entry.getMode(), true));
      } else {
        copy(tar, place);
        Files.setPosixFilePermissions(place, permissions(entry.getMode(), false));
      }
    } catch (FileAlreadyExistsException e) {
      throw refused("it has '" + entry.getName() + "' twice");
    } catch (InvalidPathException e) {
      throw refused("it has a link that leads to no path, '" + entry.getName() + "'");
    }
  }

  private List<String> names(TarArchiveEntry entry) throws TransferRefusedException {
    String path = entry.getName().replaceFirst("/$", "");
    List<String> names = Arrays.asList(path.split("/", -1));
    boolean proper =
        names.stream()
            .noneMatch(
                name ->
                    name.isEmpty()
                        || name.equals(".")
                        || name.equals("..")
                        || name.indexOf('\0') >= 0
                        || name.length() > NAME);
    if (!proper || !expected.contains(names.get(0))) {
      throw refused("it has '" + entry.getName() + "', which is none of its places");
    }
    return names;
  }

  /** Where it goes; all above it are folders that were unpacked before, and no links. */
  private Path place(List<String> names) throws TransferRefusedException {
    Path place = folder;
    for (String name : names.subList(0, names.size() - 1)) {
      place = resolve(place, name);
      if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
        throw refused("it has something in '" + name + "', which is no folder of it");
      }
    }
    return resolve(place, names.get(names.size() - 1));
  }

  private static Path resolve(Path above, String name) throws TransferRefusedException {
    try {
      return above.resolve(name);
    } catch (InvalidPathException e) {
      throw refused("it has a name that no file can have");
    }
  }

  private void copy(TarArchiveInputStream tar, Path place)
      throws IOException, TransferRefusedException {
    byte[] buffer = new byte[BUFFER];
    try (OutputStream file =
        Files.newOutputStream(place, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
        bytes += n;
        if (bytes > limits.bytes() && limits.bytes() > 0) {
          throw refused("it is larger than its limit of %d MiB".formatted(limits.bytes() >> 20));
        }
        file.write(buffer, 0, n);
      }
    }
  }

  /** The set-id bits are left behind; its owner, who is this program's user, may always. */
  private static Set<PosixFilePermission> permissions(int mode, boolean folder) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (1 << (all.length - 1 - i))) != 0) {
        permissions.add(all[i]);
      }
    }
    permissions.add(PosixFilePermission.OWNER_READ);
    permissions.add(PosixFilePermission.OWNER_WRITE);
    if (folder) {
      permissions.add(PosixFilePermission.OWNER_EXECUTE);
    }
    return permissions;
  }

  private static TransferRefusedException refused(String message) {
    return new TransferRefusedException(message);
  }
}
