package org.periplus.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LinkedFolderTest {

  private static final FolderLimits LIMITS = new FolderLimits(1000, 10);

  @TempDir Path temporary;

  private Path out;

  @BeforeEach
  void make() throws IOException {
    out = Files.createDirectory(temporary.resolve("out"));
  }

  private Path folder(String path) throws IOException {
    return Files.createDirectories(out.resolve(path));
  }

  private void link(String path, String target) throws IOException {
    Files.createSymbolicLink(out.resolve(path), Path.of(target));
  }

  @Test
  void whatLinksLeadToIsCountedEachTime() throws IOException {
    Files.writeString(folder("a").resolve("f"), "");
    link("b", "a");
    link("g", "a/f");

    assertThat(LinkedFolder.check(out, LIMITS)).isEqualTo(5);
  }

  @Test
  void aLinkToItsOwnFolderIsNamed() throws IOException {
    link("self", ".");

    assertThatThrownBy(() -> LinkedFolder.check(out, LIMITS))
        .hasMessage("'out/self' is a link to a folder that holds it");
  }

  @Test
  void linksThatLeadToOneAnotherAreNamed() throws IOException {
    folder("a");
    folder("b");
    link("a/x", "../b");
    link("b/y", "../a");

    assertThatThrownBy(() -> LinkedFolder.check(out, LIMITS))
        .hasMessageMatching("'out/(a/x/y|b/y/x)' is a link to a folder that holds it");
  }

  /** Of folders in one another, each of which has two links to the next, there are 2^n. */
  @Test
  void linksThatMultiplyAreCountedWithoutBeingFollowedEachTime() throws IOException {
    for (int i = 0; i < 9; i++) {
      folder("d" + i);
      for (String name : new String[] {"a", "b", "c", "d", "e", "f", "g", "h"}) {
        link("d" + i + "/" + name, "../d" + (i + 1));
      }
    }
    folder("d9");

    assertThatThrownBy(() -> LinkedFolder.check(out, FolderLimits.DEFAULT))
        .hasMessage("it has more than 1000000 files and folders");
  }

  @Test
  void aFolderThatIsTooDeepIsNamed() throws IOException {
    folder("1/2/3/4/5/6/7/8/9/10");
    LinkedFolder.check(out, LIMITS);
    folder("1/2/3/4/5/6/7/8/9/10/11");

    assertThatThrownBy(() -> LinkedFolder.check(out, LIMITS))
        .hasMessage("'out/1/2/3/4/5/6/7/8/9/10/11' is nested deeper than 10 folders");
  }
}
