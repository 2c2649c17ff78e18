package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.periplus.configuration.Sha256;
import org.periplus.folder.FolderTree;

/** The Python libraries that users have, in an environment of their own. */
final class PythonClients {

  private static final Path SCRIPTS =
      Path.of("src/test/resources/org/periplus/system/clients").toAbsolutePath();
  private static final Path REQUIREMENTS = SCRIPTS.resolve("requirements.txt");
  private static final int MINUTES = 10;

  private PythonClients() {}

  /** Does what users do with a server; what did not work is the message of the failure. */
  static void use(URI landingPage) throws IOException, InterruptedException {
    String output =
        run(
            environment().resolve("bin/python").toString(),
            SCRIPTS.resolve("clients.py").toString(),
            landingPage.toString(),
            SCRIPTS.resolve("note.cwl").toString());
    assertThat(output).contains("Weaver: executes");
  }

  /** Made once for the libraries that are named. */
  private static Path environment() throws IOException, InterruptedException {
    Path folder = Path.of("target/python-clients").toAbsolutePath();
    Path made = folder.resolve("requirements.sha256");
    String wanted = Sha256.hex(Files.readString(REQUIREMENTS));
    if (!Files.exists(made) || !Files.readString(made).equals(wanted)) {
      FolderTree.delete(folder);
      run("python3", "-m", "venv", folder.toString());
      run(
          folder.resolve("bin/pip").toString(),
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "--requirement",
          REQUIREMENTS.toString());
      Files.writeString(made, wanted);
    }
    return folder;
  }

  private static String run(String... command) throws IOException, InterruptedException {
    File log = Files.createTempFile(Path.of("target"), "python", ".log").toFile();
    try {
      Process process =
          new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(log)
              .start();
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      process.destroyForcibly();
      String output = Files.readString(log.toPath(), StandardCharsets.UTF_8);
      assertThat(ended).as(output).isTrue();
      assertThat(process.exitValue()).as(output).isZero();
      return output;
    } finally {
      Files.delete(log.toPath());
    }
  }
}
