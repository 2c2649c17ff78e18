package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.HostRun;
import org.periplus.cwl.tool.output.OutputException;

/** Patterns in a folder that a tool has left, with a link out of it. */
@Tag("fuzz")
class GlobFuzz {

  private static final String SECRET = "secret";

  @TempDir private static Path folder;
  private static HostRun host;

  @BeforeAll
  static void aFolderWithALinkOutOfIt() throws IOException {
    host = new HostRun(folder);
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve(SECRET), SECRET);
    Path output = host.folders.outputDirectory();
    Files.createDirectories(output.resolve("d/x"));
    for (String name : new String[] {"a.tif", "b.txt", ".hidden", "a".repeat(200), "d/x/1.tif"}) {
      Files.writeString(output.resolve(name), "");
    }
    Files.createSymbolicLink(output.resolve("link"), Path.of("../../outside"));
  }

  @AfterAll
  static void close() {
    host.close();
  }

  @FuzzTest
  void findsNothingOutside(byte[] bytes) {
    String pattern = new String(bytes, StandardCharsets.UTF_8);
    try {
      CommandLineTool tool =
          host.tool(
              "baseCommand: 'true'\ninputs: {}\noutputs: {o: {type: Any?, outputBinding: {glob: "
                  + Json.escaped(pattern)
                  + "}}}");
      JsonNode found = host.collectInContainer(tool, host.planInContainer(tool, "{}"));
      assertThat(found.findValuesAsText("basename")).doesNotContain(SECRET);
    } catch (InvalidDocumentException e) {
      e.problems().forEach(problem -> Refusal.check(problem.message(), pattern));
    } catch (OutputException | ExpressionException e) {
      Refusal.check(e.getMessage(), pattern);
    }
  }
}
