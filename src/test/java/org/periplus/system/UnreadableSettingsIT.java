package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Settings that cannot be read: no server starts with a default that nobody asked for. */
@Tag("server")
class UnreadableSettingsIT {

  @TempDir private Path data;

  @Test
  void areNamedAndTheServerDoesNotStart() throws IOException, InterruptedException {
    ProcessBuilder up =
        new ProcessBuilder(
            Path.of("periplus").toAbsolutePath().toString(),
            "up",
            "--server",
            System.getProperty("arquillian.launch", "").equals("wildfly") ? "wildfly" : "payara",
            "--port",
            Integer.toString(ClosedServer.freePort()),
            "--data",
            data.toString());
    up.environment().put("PERIPLUS_DOCUMENTS_MAX_KEPT", "65536");
    up.environment().put("PERIPLUS_DOCUMENTS_MAX_DEPTH", "deep");
    Process process = up.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(output)
        .contains("periplus.documents.max-kept cannot be read: '65536' is not a size")
        .contains("periplus.documents.max-depth cannot be read: 'deep' is not a number")
        .doesNotContain("Periplus is ready");
  }
}
