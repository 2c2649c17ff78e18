package org.periplus.runner;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build prepares for the command, used by a program of its own as the command does. */
class PreparationTest {

  private static final String SAMPLE = "src/main/resources/org/periplus/runner/sample.cwl";

  @TempDir private Path folder;

  @Test
  void aProgramThatCarriesItSaysWhatOneWithoutItSays() throws Exception {
    Path prepared = folder.resolve("prepared.jar");
    Preparation.write(prepared);

    assertThat(outputs("with", prepared.toString()))
        .isEqualTo(outputs("without").replace("/without/", "/with/"))
        .contains("h.txt", "e.txt");
  }

  private String outputs(String outdir, String... carried) throws Exception {
    Path said = folder.resolve(outdir + ".json");
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Stream.concat(Stream.of(System.getProperty("java.class.path")), Stream.of(carried))
                    .collect(joining(File.pathSeparator)),
                CwlRunner.class.getName(),
                "--quiet",
                "--no-container",
                "--outdir",
                folder.resolve(outdir).toString(),
                SAMPLE)
            .inheritIO()
            .redirectOutput(said.toFile())
            .start();
    assertThat(run.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).isZero();
    return Files.readString(said);
  }
}
