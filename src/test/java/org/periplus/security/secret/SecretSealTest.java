package org.periplus.security.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataDirectory;
import org.periplus.configuration.DataSize;

class SecretSealTest {

  @TempDir Path folder;

  private SecretSeal seal(String key) {
    return new SecretSeal(
        new SecretsConfiguration(Optional.ofNullable(key), Optional.empty(), DataSize.of("1 KiB")),
        new DataDirectory(folder));
  }

  private static String key(int bytes) {
    return Base64.getEncoder().encodeToString(new byte[bytes]);
  }

  @Test
  void whatIsSealedIsOpenedByTheNextServerWithTheSameKey() {
    String sealed = seal(null).seal("job", "hunter22");

    assertThat(sealed).doesNotContain("hunter");
    assertThat(seal(null).seal("job", "hunter22")).isNotEqualTo(sealed);
    assertThat(seal(null).open("job", sealed)).isEqualTo("hunter22");
  }

  @Test
  void theFirstStartMakesAKeyForTheServersUserAlone() throws Exception {
    var unused = seal(null);

    Path file = folder.resolve("secrets.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Base64.getDecoder().decode(Files.readString(file).strip())).hasSize(32);
    assertThat(folder).isDirectoryNotContaining("glob:**key*.tmp");
  }

  @Test
  void anotherKeyOrAnotherPlaceOpensNothing() {
    String sealed = seal(null).seal("job", "hunter22");

    assertThatThrownBy(() -> seal(null).open("other", sealed)).isInstanceOf(SealException.class);
    assertThatThrownBy(() -> seal(key(32)).open("job", sealed))
        .isInstanceOf(SealException.class)
        .hasMessageContaining("periplus.secrets.key");
    assertThatThrownBy(() -> seal(null).open("job", "hunter22")).isInstanceOf(SealException.class);
    assertThatThrownBy(() -> seal(null).open("job", "")).isInstanceOf(SealException.class);
  }

  @Test
  void aKeyThatIsNoneIsRefusedWithoutBeingShown() {
    for (String key : new String[] {key(16), "not-a-key!"}) {
      assertThatThrownBy(() -> seal(key))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("periplus.secrets.key")
          .hasMessageNotContaining(key);
    }
  }
}
