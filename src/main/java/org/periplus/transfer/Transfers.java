package org.periplus.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.periplus.folder.FolderTree;

/**
 * The transfers of all runs, each in a folder of its own in the data directory, so that any server
 * which has that goes on with those of another. Threads and servers share it.
 */
public final class Transfers {

  private static final System.Logger LOG = System.getLogger(Transfers.class.getName());

  /** The names of pods, which are no paths. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,80}[a-z0-9])?");

  /** In the data directory. */
  static final String FOLDER = "transfers";

  /** Beside the folders of transfers; no transfer has such a name. */
  static final String CONTENT_SECRET = ".content";

  private static final String ABOUT = "transfer.json";
  private static final String ARRIVED = "arrived";
  private static final String REFUSED = "refused";
  private static final int KEY_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Path folder;

  /**
   * @param data the data directory
   */
  public Transfers(Path data) {
    this.folder = data.resolve(FOLDER);
  }

  /**
   * Begins one, or goes on with it: the links of one that has begun stay the same, since its
   * container may be there already and have them.
   *
   * @param ends when the links of a new one end at the latest
   */
  public Transfer begin(String name, List<Piece> pieces, Instant ends, TransferLimits limits)
      throws IOException {
    Optional<Transfer> before = find(name);
    byte[] key = new byte[KEY_BYTES];
    RANDOM.nextBytes(key);
    Transfer transfer =
        new Transfer(
            name,
            before.map(Transfer::key).orElseGet(() -> Base64.getEncoder().encodeToString(key)),
            before.map(Transfer::ends).orElse(ends),
            pieces,
            limits);
    Path own = Files.createDirectories(own(name));
    Path written = own.resolve(UUID.randomUUID().toString());
    Files.write(written, JSON.writeValueAsBytes(transfer));
    Files.move(written, own.resolve(ABOUT), StandardCopyOption.ATOMIC_MOVE);
    return transfer;
  }

  /** The transfer of that name; empty when there is none, or none any more. */
  public Optional<Transfer> find(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          JSON.readValue(Files.readAllBytes(own(name).resolve(ABOUT)), Transfer.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private Path own(String name) {
    return folder.resolve(name);
  }

  /** Whether all has come back. */
  public boolean hasArrived(String name) {
    return Files.isDirectory(own(name).resolve(ARRIVED));
  }

  /** Why what came back was not taken, if it was not. */
  public Optional<String> refusal(String name) throws IOException {
    try {
      return Optional.of(Files.readString(own(name).resolve(REFUSED)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Takes what comes back. It counts when all of it is there; what comes once more is passed over.
   *
   * @throws TransferRefusedException when it is not what may come; nothing else is taken then
   * @throws IOException when it did not come whole, or cannot be kept
   */
  public void take(Transfer transfer, InputStream archive)
      throws IOException, TransferRefusedException {
    Path own = own(transfer.name());
    if (hasArrived(transfer.name())) {
      return;
    }
    Path incoming = Files.createDirectory(own.resolve("incoming-" + UUID.randomUUID()));
    try {
      new ArrivingArchive(transfer, incoming).unpack(archive);
      keep(incoming, own.resolve(ARRIVED));
    } catch (TransferRefusedException e) {
      Files.writeString(own.resolve(REFUSED), e.getMessage());
      throw e;
    } finally {
      FolderTree.delete(incoming); // What was kept is no longer there.
    }
  }

  private static void keep(Path incoming, Path arrived) throws IOException {
    try {
      Files.move(incoming, arrived, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(arrived)) {
        throw e;
      } // It has come twice at the same time.
    }
  }

  /**
   * Puts what has come back in its places; what is there already stays, so that it can be done
   * again after it was broken off.
   *
   * @throws NoSuchFileException when nothing has come back, or the transfer has ended
   */
  public void place(Transfer transfer) throws IOException {
    Path arrived = own(transfer.name()).resolve(ARRIVED);
    if (!hasArrived(transfer.name())) {
      throw new NoSuchFileException(arrived.toString());
    }
    List<Piece> returned =
        transfer.pieces().stream()
            .filter(Piece::returned)
            .sorted(Comparator.comparingInt(piece -> piece.place().getNameCount()))
            .toList();
    for (Piece piece : returned) {
      Path from = arrived.resolve(piece.name());
      if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
        FolderTree.delete(piece.place());
        Files.move(from, piece.place());
      }
    }
  }

  /** Ends one, with its links; one that has ended is no error. */
  public void end(String name) {
    Path own = own(name);
    try {
      Files.deleteIfExists(own.resolve(ABOUT)); // First of all, nobody asks for it any more.
      FolderTree.delete(own);
    } catch (IOException e) {
      // Something may arrive at this moment; what is left goes when its time is over.
      LOG.log(System.Logger.Level.DEBUG, "Transfer {0} is left", name, e);
    }
  }

  /** Removes what is left of transfers that nobody has ended. */
  public void removeLeft() throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      for (Path each : all) {
        if (isLeft(each)) {
          FolderTree.delete(each);
        }
      }
    } catch (NoSuchFileException e) {
      // There was none yet.
    }
  }

  private boolean isLeft(Path own) throws IOException {
    String name = own.getFileName().toString();
    if (name.startsWith(CONTENT_SECRET)) {
      return false;
    }
    Optional<Transfer> transfer = find(name);
    return transfer.map(each -> each.ends().isBefore(Instant.now())).orElse(true);
  }
}
