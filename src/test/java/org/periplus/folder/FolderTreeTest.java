package org.periplus.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Folders that somebody else fills. */
@Timeout(120)
class FolderTreeTest {

  @TempDir Path temporary;

  private Path victim;
  private Path tree;

  @BeforeEach
  void makeVictim() throws IOException {
    victim = Files.createDirectory(temporary.resolve("victim"));
    Files.writeString(victim.resolve("kept"), "kept");
    tree = Files.createDirectory(temporary.resolve("tree"));
  }

  private void sh(String script) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", script).directory(tree.toFile()).inheritIO().start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void deletionLeavesWhatLinksLeadTo() throws Exception {
    sh("mkdir -p a/b; ln -s ../../../victim a/b/out; ln -s ../../victim/kept a/file; ln -s . a/a");

    FolderTree.delete(tree);

    assertThat(tree).doesNotExist();
    assertThat(victim.resolve("kept")).hasContent("kept");
  }

  @Test
  void aLinkInPlaceOfTheFolderIsDeletedItself() throws Exception {
    FolderTree.delete(Files.createSymbolicLink(temporary.resolve("link"), victim));

    assertThat(temporary.resolve("link")).doesNotExist();
    assertThat(victim.resolve("kept")).hasContent("kept");
  }

  @Test
  void foldersAreDeletedThatAreDeeperThanAnyPathCanSay() throws Exception {
    sh(
        "perl -e 'for (1..3000) { mkdir \"nested\"; chdir \"nested\" or die; open(F, q(>),"
            + " q(file)); }'");

    FolderTree.delete(tree);

    assertThat(tree).doesNotExist();
  }

  @Test
  void deletionLeavesWhatALinkLeadsToThatIsPutInPlaceOfAFolderMeanwhile() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    Path folder = tree.resolve("folder");
    Thread tool =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  Files.createDirectories(folder);
                  Files.deleteIfExists(folder);
                  Files.createSymbolicLink(folder, victim);
                  Files.deleteIfExists(folder);
                } catch (IOException e) {
                  // The deletion was faster.
                }
              }
            });
    tool.start();
    for (int i = 0; i < 2000; i++) {
      Files.createDirectories(tree);
      try {
        FolderTree.delete(tree);
      } catch (IOException e) {
        // The tool was faster.
      }
    }
    over.set(true);
    tool.join();

    assertThat(victim.resolve("kept")).hasContent("kept");
  }

  @Test
  void aMeasureCountsBytesAndEntriesAndFollowsNoLink() throws Exception {
    sh("mkdir -p a/b; printf 12345 > a/b/f; printf 123 > g; ln -s ../victim v");

    FolderTree.Measure measure = FolderTree.measure(tree, FolderLimits.DEFAULT);

    assertThat(measure.entries()).isEqualTo(5);
    assertThat(measure.bytes()).isEqualTo(5 + 3 + "../victim".length());
  }

  @Test
  void aMeasureNamesTheFolderThatIsTooDeep() throws Exception {
    sh("mkdir -p a/b/c/d");

    assertThatThrownBy(() -> FolderTree.measure(tree, new FolderLimits(100, 3)))
        .isInstanceOf(FolderException.class)
        .hasMessage("'a/b/c/d' is nested deeper than 3 folders");
    assertThatThrownBy(() -> FolderTree.measure(tree, new FolderLimits(3, 100)))
        .isInstanceOf(FolderException.class)
        .hasMessage("it has more than 3 files and folders");
  }

  @Test
  void whatIsHandedOverHasNoSetIdBits() throws Exception {
    sh("mkdir d; : > d/shell; chmod 6755 d/shell; chmod 2777 d; : > closed; chmod 0 closed");

    HandOver.keepingOwner().take(tree, FolderLimits.DEFAULT, Set.of());

    assertThat(mode(tree.resolve("d/shell"))).isEqualTo(0755);
    assertThat(mode(tree.resolve("d"))).isEqualTo(0755);
    assertThat(mode(tree.resolve("closed"))).isEqualTo(0600);
  }

  @Test
  void handingOverLeavesWhatLinksLeadTo() throws Exception {
    Files.setPosixFilePermissions(
        victim.resolve("kept"), PosixFilePermissions.fromString("r--------"));
    sh("ln -s ../victim v; ln -s ../victim/kept k; mkfifo pipe");

    HandOver.keepingOwner().take(tree, FolderLimits.DEFAULT, Set.of());
    HandOver.makeReadable(tree);

    assertThat(mode(victim.resolve("kept"))).isEqualTo(0400);
  }

  @Test
  void whatIsExceptedFromTheHandOverStaysAsItIs() throws Exception {
    sh("mkdir d; : > d/shared; chmod 444 d/shared");

    HandOver.keepingOwner().take(tree, FolderLimits.DEFAULT, Set.of(tree.resolve("d/shared")));

    assertThat(mode(tree.resolve("d/shared"))).isEqualTo(0444);
  }

  @Test
  void aUserIsReadFromNumbers() {
    assertThat(FileOwner.parse("1000")).isEqualTo(new FileOwner(1000, 1000));
    assertThat(FileOwner.parse("1000:20")).isEqualTo(new FileOwner(1000, 20));
    assertThatThrownBy(() -> FileOwner.parse("root")).hasMessage("'root' is not UID or UID:GID");
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }
}
