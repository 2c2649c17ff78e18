package org.periplus.transfer;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The large files of transfers, each of which is fetched by itself: which there are is noted beside
 * the transfer when its archive is made, so that any server knows them by their numbers. Threads
 * and servers share it.
 */
public final class SingleFiles {

  private static final String LIST = "singly.json";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final ObjectMapper JSON =
      JsonMapper.builder().addModule(new JavaTimeModule()).build();

  private final Path folder;

  /**
   * @param data the data directory
   */
  public SingleFiles(Path data) {
    this.folder = data.resolve(Transfers.FOLDER);
  }

  /**
   * Lists those of a transfer, and notes them. As long as its files do not change, their numbers
   * stay the same.
   *
   * @param from the size of the smallest
   */
  public List<SingleFile> list(Transfer transfer, long from) throws IOException {
    ContentKeys keys = ContentKeys.of(folder.resolve(Transfers.CONTENT_SECRET));
    List<SingleFile> all = new ArrayList<>();
    for (Piece piece : transfer.pieces()) {
      Path top = piece.place().toRealPath();
      Files.walkFileTree(top, new Walk(piece, top, Math.max(1, from), keys, all));
    }
    all.sort(Comparator.comparing(SingleFile::path));
    Path own = folder.resolve(transfer.name());
    Path written = own.resolve(UUID.randomUUID().toString());
    Files.write(written, JSON.writeValueAsBytes(all));
    Files.move(written, own.resolve(LIST), StandardCopyOption.ATOMIC_MOVE);
    return List.copyOf(all);
  }

  /** That of a number of the list; empty when there is none. */
  public Optional<SingleFile> find(Transfer transfer, String number) throws IOException {
    if (!NUMBER.matcher(number).matches()) {
      return Optional.empty();
    }
    List<SingleFile> all = noted(transfer);
    int place = Integer.parseInt(number);
    return place < all.size() ? Optional.of(all.get(place)) : Optional.empty();
  }

  private List<SingleFile> noted(Transfer transfer) throws IOException {
    try {
      byte[] list = Files.readAllBytes(folder.resolve(transfer.name()).resolve(LIST));
      return JSON.readValue(list, new TypeReference<List<SingleFile>>() {});
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /**
   * Opens one.
   *
   * @throws NoSuchFileException when it is not there any more as it was listed
   */
  public FileChannel open(Transfer transfer, SingleFile file) throws IOException {
    Path place = place(transfer, file);
    BasicFileAttributes attributes =
        Files.readAttributes(place, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    boolean same =
        attributes.isRegularFile()
            && attributes.size() == file.size()
            && attributes.lastModifiedTime().toInstant().equals(file.modified());
    if (!same || !place.toRealPath().equals(place)) {
      throw new NoSuchFileException(file.path());
    }
    return FileChannel.open(place, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private static Path place(Transfer transfer, SingleFile file) throws IOException {
    String[] names = file.path().split("/", 2);
    Path top =
        transfer.pieces().stream()
            .filter(piece -> piece.name().equals(names[0]))
            .findFirst()
            .orElseThrow(() -> new NoSuchFileException(file.path()))
            .place()
            .toRealPath();
    return names.length > 1 ? top.resolve(names[1]) : top;
  }

  private static final class Walk extends SimpleFileVisitor<Path> {
    private final Piece piece;
    private final Path top;
    private final long from;
    private final ContentKeys keys;
    private final List<SingleFile> all;

    Walk(Piece piece, Path top, long from, ContentKeys keys, List<SingleFile> all) {
      this.piece = piece;
      this.top = top;
      this.from = from;
      this.keys = keys;
      this.all = all;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() && attributes.size() >= from) {
        all.add(
            new SingleFile(
                piece.path(top, file),
                attributes.size(),
                attributes.lastModifiedTime().toInstant(),
                DepartingArchive.mode(file),
                keys.of(file, attributes)));
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
