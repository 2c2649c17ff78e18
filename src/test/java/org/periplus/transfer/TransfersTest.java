package org.periplus.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.folder.FolderLimits;

/** What may travel to containers on other machines and back, and by whose right. */
class TransfersTest {

  private static final TransferLimits LIMITS = new TransferLimits(1 << 20, new FolderLimits(20, 3));

  @TempDir Path folder;

  private Transfers transfers;
  private Path out;

  @BeforeEach
  void prepare() throws IOException {
    transfers = new Transfers(folder.resolve("data"));
    out = Files.createDirectory(folder.resolve("out"));
  }

  private Transfer begin(String name, Instant ends) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.writeString(in.resolve("ä.txt"), "input");
    return transfers.begin(
        name, List.of(new Piece("0", in, false), new Piece("1", out, true)), ends, LIMITS);
  }

  private Transfer begin(String name) throws IOException {
    return begin(name, Instant.now().plus(Duration.ofHours(1)));
  }

  private static boolean isLink(Transfer transfer, Direction direction, String query) {
    String[] parts = query.split("[=&]", -1);
    return transfer.isLink(direction, parts[1], parts[3]);
  }

  @Test
  void aLinkIsForOneRunAndOneDirection() throws Exception {
    Transfer transfer = begin("p-one");
    Transfer other = begin("p-two");
    String query = transfer.query(Direction.INPUTS);

    assertThat(isLink(transfer, Direction.INPUTS, query)).isTrue();
    assertThat(isLink(transfer, Direction.OUTPUTS, query)).isFalse();
    assertThat(isLink(other, Direction.INPUTS, query)).isFalse();
    assertThat(transfer.isLink(Direction.INPUTS, "1", "forged")).isFalse();
    assertThat(transfer.isLink(Direction.INPUTS, null, null)).isFalse();
    String later = query.replaceFirst("ends=\\d+", "ends=99999999999");
    assertThat(isLink(transfer, Direction.INPUTS, later)).isFalse();
  }

  @Test
  void aLinkEndsWithItsTimeAndWithItsRun() throws Exception {
    Transfer late = begin("p-late", Instant.now().minusSeconds(1));
    assertThat(isLink(late, Direction.INPUTS, late.query(Direction.INPUTS))).isFalse();

    begin("p-one");
    transfers.end("p-one");
    assertThat(transfers.find("p-one")).isEmpty();
  }

  @Test
  void whoeverBeginsItAgainHasTheSameLinks() throws Exception {
    Transfer first = begin("p-one");

    assertThat(begin("p-one", Instant.now().plusSeconds(9999)).query(Direction.INPUTS))
        .isEqualTo(first.query(Direction.INPUTS));
    assertThat(transfers.find("p-one")).contains(first);
  }

  @Test
  void whatHasEndedOrNotArrivedIsNotPlaced() throws Exception {
    Transfer transfer = begin("p-one");
    assertThatThrownBy(() -> transfers.place(transfer)).isInstanceOf(NoSuchFileException.class);

    transfers.end("p-one");

    assertThatThrownBy(() -> transfers.place(transfer)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aNameIsNoPath() throws Exception {
    assertThat(transfers.find("..")).isEmpty();
    assertThat(transfers.find("../transfers/p-one")).isEmpty();
  }

  @Test
  void whatItsTimeIsOverForIsRemoved() throws Exception {
    begin("p-late", Instant.now().minusSeconds(1));
    begin("p-one");

    transfers.removeLeft();

    assertThat(folder.resolve("data/transfers")).isDirectoryContaining("glob:**/p-one");
    assertThat(folder.resolve("data/transfers")).isDirectoryNotContaining("glob:**/p-late");
  }

  @Test
  void packsFilesFoldersAndLinks() throws Exception {
    Path in = Files.createDirectories(folder.resolve("in/deep"));
    Files.createSymbolicLink(in.resolve("link"), Path.of("../ä.txt"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    new DepartingArchive(begin("p-one"), List.of()).pack(bytes);

    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new ByteArrayInputStream(bytes.toByteArray()), "UTF-8")) {
      StringBuilder all = new StringBuilder();
      for (TarArchiveEntry each = tar.getNextEntry(); each != null; each = tar.getNextEntry()) {
        all.append(each.getName()).append(each.isSymbolicLink() ? "->" + each.getLinkName() : "");
        all.append(each.isFile() && !each.isSymbolicLink() ? "=" + text(tar) : "").append(' ');
      }
      assertThat(all.toString().split(" ", -1))
          .contains("0/", "0/ä.txt=input", "0/deep/", "0/deep/link->../ä.txt", "1/");
    }
  }

  private static String text(TarArchiveInputStream tar) throws IOException {
    return new String(tar.readAllBytes(), UTF_8);
  }

  /** An archive as the other side makes it. */
  private static final class Packed {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 10240, "UTF-8");

    Packed() {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    Packed folder(String name) throws IOException {
      tar.putArchiveEntry(new TarArchiveEntry(name + "/", true));
      tar.closeArchiveEntry();
      return this;
    }

    Packed file(String name, int size, int mode) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, true);
      entry.setSize(size);
      entry.setMode(mode);
      tar.putArchiveEntry(entry);
      tar.write(new byte[size]);
      tar.closeArchiveEntry();
      return this;
    }

    Packed file(String name) throws IOException {
      return file(name, 3, 0644);
    }

    Packed link(String name, String target, byte kind) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name, kind);
      entry.setLinkName(target);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
      return this;
    }

    Packed link(String name, String target) throws IOException {
      return link(name, target, TarConstants.LF_SYMLINK);
    }

    byte[] whole() throws IOException {
      tar.finish();
      tar.flush();
      bytes.write(ArrivingArchive.WHOLE.getBytes(UTF_8));
      return bytes.toByteArray();
    }
  }

  private void take(Transfer transfer, byte[] archive) throws Exception {
    transfers.take(transfer, new ByteArrayInputStream(archive));
  }

  private void refuses(Packed packed, String why) throws Exception {
    Transfer transfer = begin("p-one");
    byte[] archive = packed.whole();

    assertThatThrownBy(() -> take(transfer, archive))
        .isInstanceOf(TransferRefusedException.class)
        .hasMessageContaining(why);

    assertThat(transfers.hasArrived("p-one")).isFalse();
    assertThat(transfers.refusal("p-one").orElseThrow()).contains(why);
    assertThat(folder.resolve("data/transfers/p-one"))
        .isDirectoryNotContaining("glob:**/incoming*");
    transfers.end("p-one");
  }

  @Test
  void whatArrivesGoesToItsPlaceOnceAndInPlaceOfWhatWasThere() throws Exception {
    Files.writeString(out.resolve("before"), "");
    Transfer transfer = begin("p-one");
    byte[] archive =
        new Packed().folder("1").file("1/tool", 3, 06755).link("1/link", "/etc/passwd").whole();

    take(transfer, archive);
    take(transfer, archive);
    assertThat(transfers.hasArrived("p-one")).isTrue();
    transfers.place(transfer);
    transfers.place(transfer);

    assertThat(out).isDirectoryNotContaining("glob:**/before");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(out.resolve("tool"))))
        .isEqualTo("rwxr-xr-x");
    assertThat((int) Files.getAttribute(out.resolve("tool"), "unix:mode") & 07000).isZero();
    assertThat(Files.readSymbolicLink(out.resolve("link"))).isEqualTo(Path.of("/etc/passwd"));
  }

  @Test
  void whatDoesNotComeWholeCountsNothingAndCanComeAgain() throws Exception {
    Transfer transfer = begin("p-one");
    byte[] archive = new Packed().folder("1").file("1/a", 60_000, 0644).whole();

    for (int length : List.of(0, 600, 20_000, archive.length - 1)) {
      assertThatThrownBy(() -> take(transfer, Arrays.copyOf(archive, length)))
          .isInstanceOf(IOException.class);
      assertThat(transfers.hasArrived("p-one")).isFalse();
      assertThat(transfers.refusal("p-one")).isEmpty();
    }
    take(transfer, archive);
    assertThat(transfers.hasArrived("p-one")).isTrue();
  }

  @Test
  void refusesWhatLeadsElsewhere() throws Exception {
    refuses(new Packed().folder("1").file("1/../../evil"), "none of its places");
    refuses(new Packed().file("../evil"), "none of its places");
    refuses(new Packed().file("/etc/evil"), "none of its places");
    refuses(new Packed().file("0/input"), "none of its places");
    refuses(new Packed().file("2"), "none of its places");
    refuses(new Packed().folder("1").file("1/./a"), "none of its places");
    refuses(new Packed().file("1/a"), "no folder of it");
    refuses(new Packed().link("1", "/tmp").file("1/a"), "no folder of it");
    refuses(new Packed().folder("1").link("1/a", "/tmp").file("1/a/b"), "no folder of it");
    refuses(new Packed().folder("1").link("1/a", "/tmp/x").file("1/a"), "twice");
    refuses(
        new Packed().folder("1").link("1/a", "/etc/passwd", TarConstants.LF_LINK), "a hard link");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesWhatIsTooMuch() throws Exception {
    refuses(
        new Packed().folder("1").file("1/a", 600_000, 0644).file("1/b", 600_000, 0644), "1 MiB");
    Packed many = new Packed().folder("1");
    for (int i = 0; i < 20; i++) {
      many.file("1/" + i);
    }
    refuses(many, "more than 20 files and folders");
    Packed deep = new Packed().folder("1").folder("1/2").folder("1/2/3").folder("1/2/3/4");
    refuses(deep.folder("1/2/3/4/5"), "nested deeper than 3");
  }

  @Test
  void keepsNoNameInMemoryThatIsTooLong() throws Exception {
    Transfer transfer = begin("p-one");
    byte[] archive = new Packed().folder("1").file("1/" + "a".repeat(100_000)).whole();

    assertThatThrownBy(() -> take(transfer, archive)).isInstanceOf(IOException.class);
  }

  @Test
  void pipesAndDevicesAreLeftBehind() throws Exception {
    Transfer transfer = begin("p-one");
    Packed packed = new Packed().folder("1").link("1/pipe", "", TarConstants.LF_FIFO);

    take(transfer, packed.link("1/disk", "", TarConstants.LF_BLK).file("1/a").whole());
    transfers.place(transfer);

    assertThat(out).isDirectoryContaining("glob:**/a").isDirectoryNotContaining("glob:**/pipe");
  }
}
