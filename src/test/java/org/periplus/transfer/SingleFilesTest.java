package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.folder.FolderLimits;

/** Large files, which are listed at the beginning of an archive and fetched by themselves. */
class SingleFilesTest {

  private static final int LARGE = 1000;

  @TempDir Path folder;

  private Path data;
  private Path in;
  private Path single;
  private Transfers transfers;
  private SingleFiles files;

  @BeforeEach
  void prepare() throws IOException {
    data = folder.resolve("data");
    in = Files.createDirectories(folder.resolve("in/sub")).getParent();
    single = write(folder.resolve("single"), LARGE);
    write(in.resolve("small"), LARGE - 1);
    write(in.resolve("sub/a\nb ä"), LARGE + 1);
    write(in.resolve("b"), LARGE);
    Files.createSymbolicLink(in.resolve("link"), Path.of("b"));
    transfers = new Transfers(data);
    files = new SingleFiles(data);
  }

  private static Path write(Path file, int size) throws IOException {
    return Files.write(file, new byte[size]);
  }

  private Transfer begin(String name) throws IOException {
    return transfers.begin(
        name,
        List.of(new Piece("0", single, false), new Piece("1", in, true)),
        Instant.now().plus(Duration.ofHours(1)),
        new TransferLimits(0, FolderLimits.DEFAULT));
  }

  private Transfer begin() throws IOException {
    return begin("p-one");
  }

  @Test
  void thoseThatAreLargeEnoughAreListedInAnOrderThatStays() throws Exception {
    List<SingleFile> listed = files.list(begin(), LARGE);

    assertThat(listed).extracting(SingleFile::path).containsExactly("0", "1/b", "1/sub/a\nb ä");
    assertThat(listed).extracting(SingleFile::size).containsExactly(1000L, 1000L, 1001L);
    assertThat(files.list(begin(), LARGE)).isEqualTo(listed);
    assertThat(files.list(begin(), Long.MAX_VALUE)).isEmpty();
  }

  /** An empty file has nothing to fetch. */
  @Test
  void noFileIsFetchedByItselfThatIsEmpty() throws Exception {
    write(in.resolve("empty"), 0);

    assertThat(files.list(begin(), 0)).extracting(SingleFile::path).doesNotContain("1/empty");
  }

  @Test
  void anyServerKnowsThemByTheirNumbers() throws Exception {
    List<SingleFile> listed = files.list(begin(), LARGE);
    SingleFiles other = new SingleFiles(data);

    for (int i = 0; i < listed.size(); i++) {
      assertThat(other.find(begin(), Integer.toString(i))).contains(listed.get(i));
    }
    assertThat(other.list(begin(), LARGE)).isEqualTo(listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"3", "-1", "", "x", "0x1", "1.0", " 1", "../transfer.json", "999999999999999999"})
  void aNumberThatIsNoneLeadsToNothing(String number) throws Exception {
    files.list(begin(), LARGE);

    assertThat(files.find(begin(), number)).isEmpty();
  }

  @Test
  void whatWasNotListedLeadsToNothing() throws Exception {
    assertThat(files.find(begin(), "0")).isEmpty();
    files.list(begin(), LARGE);
    assertThat(files.find(begin("p-two"), "0")).isEmpty();
    transfers.end("p-one");
    assertThatThrownBy(() -> files.list(transfers.find("p-two").map(this::ended).get(), LARGE))
        .isInstanceOf(NoSuchFileException.class);
  }

  private Transfer ended(Transfer transfer) {
    transfers.end(transfer.name());
    return transfer;
  }

  @Test
  void theArchiveBeginsWithTheListAndHasAllElse() throws Exception {
    Files.setPosixFilePermissions(single, PosixFilePermissions.fromString("rwxr-x--x"));
    Files.setLastModifiedTime(single, FileTime.from(Instant.ofEpochSecond(1_700_000_000, 5_000)));
    List<SingleFile> listed = files.list(begin(), LARGE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new DepartingArchive(begin(), listed).pack(bytes);

    List<String> names = new ArrayList<>();
    String list = "";
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()), "UTF-8")) {
      for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
        names.add(each.getName());
        list = names.size() == 1 ? new String(tar.readAllBytes(), UTF_8) : list;
      }
    }
    assertThat(names).first().isEqualTo("singly");
    assertThat(names).containsExactlyInAnyOrder("singly", "1/", "1/small", "1/sub/", "1/link");
    String[] fields = list.split("\0", -1);
    assertThat(fields).hasSize(3 * 6 + 1);
    assertThat(fields)
        .startsWith("0", "1000", listed.get(0).key(), "751", "1700000000.000005000", "0", "1");
    assertThat(fields).endsWith("1/sub/a\nb ä", "");
  }

  @Test
  void aFileThatChangedHasAnotherKey() throws Exception {
    String before = key();
    assertThat(before).matches("[0-9a-f]{64}").isEqualTo(key());
    FileTime modified = Files.getLastModifiedTime(single);

    Files.setLastModifiedTime(single, FileTime.from(modified.toInstant().plusNanos(1000)));
    assertThat(key()).isNotEqualTo(before);

    Files.move(single, folder.resolve("kept")); // So that its number stays in use.
    write(single, LARGE);
    Files.setLastModifiedTime(single, modified);
    assertThat(key()).isNotEqualTo(before);
  }

  @Test
  void nobodyElseCanSayItsKey() throws Exception {
    String here = key();
    data = folder.resolve("other");
    transfers = new Transfers(data);
    files = new SingleFiles(data);

    assertThat(key()).isNotEqualTo(here);
    Path secret = data.resolve("transfers/.content");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(files.list(begin(), LARGE).get(0).toString()).isEqualTo("file 0");
  }

  private String key() throws IOException {
    return files.list(begin(), LARGE).get(0).key();
  }

  @Test
  void theSecretOfKeysIsNothingThatWasLeft() throws Exception {
    String before = key();
    transfers.end("p-one");

    transfers.removeLeft();

    assertThat(key()).isEqualTo(before);
    assertThat(transfers.find(".content")).isEmpty();
  }

  private byte[] read(SingleFile file) throws IOException {
    try (var channel = files.open(begin(), file)) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  @Test
  void oneThatIsAsItWasListedIsRead() throws Exception {
    for (SingleFile each : files.list(begin(), LARGE)) {
      assertThat(read(each)).hasSize((int) each.size());
    }
  }

  private void refuses(SingleFile file) {
    assertThatThrownBy(() -> read(file)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void oneThatIsNotAsItWasListedIsNot() throws Exception {
    SingleFile listed = files.list(begin(), LARGE).get(1);
    Path file = in.resolve("b");
    FileTime modified = Files.getLastModifiedTime(file);

    Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    refuses(listed);
    write(file, LARGE + 1);
    Files.setLastModifiedTime(file, modified);
    refuses(listed);
    Files.delete(file);
    refuses(listed);
    Files.createSymbolicLink(file, single);
    Files.setLastModifiedTime(single, modified);
    refuses(listed);
    Files.delete(file);
    Files.createDirectory(file);
    refuses(listed);
  }

  @Test
  void noLinkOnTheWayLeadsElsewhere() throws Exception {
    SingleFile listed = files.list(begin(), LARGE).get(2);
    Files.move(in.resolve("sub"), folder.resolve("elsewhere"));
    Files.createSymbolicLink(in.resolve("sub"), folder.resolve("elsewhere"));

    refuses(listed);
    Instant modified = Files.getLastModifiedTime(single).toInstant();
    refuses(new SingleFile("1/../single", LARGE, modified, listed.mode(), listed.key()));
    refuses(new SingleFile("7/b", LARGE, listed.modified(), listed.mode(), listed.key()));
  }
}
