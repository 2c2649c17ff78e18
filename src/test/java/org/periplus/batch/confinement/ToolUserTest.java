package org.periplus.batch.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.DataSize;
import org.periplus.folder.FileOwner;

/** Who tools run as. */
class ToolUserTest {

  private static final FileOwner ROOT = new FileOwner(0, 0);
  private static final FileOwner SERVER = new FileOwner(990, 980);

  private static ConfinementConfiguration configured(String user, String owner) {
    return new ConfinementConfiguration(
        Optional.ofNullable(user),
        Optional.ofNullable(owner),
        true,
        1024,
        DataSize.of("0 B"),
        DataSize.of("1 MiB"));
  }

  @Test
  void toolsOfAServerAreItsOwnUserButNeverRoot() {
    assertThat(ToolUser.of(configured(null, null), SERVER).inside()).isEqualTo("990:980");
    assertThat(ToolUser.of(configured(null, null), ROOT).inside()).isEqualTo("65534:65534");
    assertThat(ToolUser.of(configured("1234:5", null), ROOT).inside()).isEqualTo("1234:5");
  }

  /** As a rootless engine has it, or one with user namespaces. */
  @Test
  void aToolMayBeAnotherUserInsideThanItsFilesBelongToOutside() {
    assertThat(ToolUser.of(configured("0", null), SERVER).inside()).isEqualTo("0:0");
    assertThat(ToolUser.of(configured("0", "231072"), ROOT).inside()).isEqualTo("0:0");
  }

  @Test
  void aServerThatIsNotRootMakesFilesOfNobodyElse() {
    assertThatThrownBy(() -> ToolUser.of(configured("65534", "65534"), SERVER))
        .hasMessageContaining("periplus.containers.owner is 65534:65534")
        .hasMessageContaining("990:980");
  }
}
