package org.periplus.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.folder.FolderTree;
import org.periplus.staging.Published;
import org.periplus.staging.StageOutException;

/**
 * A STAC catalog that a tool has left: documents with {@code ---} between them, of which the first
 * is {@code catalog.json} and the others are {@code 1.json} and so on. What is published is JSON.
 */
@Tag("fuzz")
class StacCatalogFuzz {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @FuzzTest
  void isPublishedAsJson(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    Path job = Files.createTempDirectory(folder, "job");
    try {
      Published published = new Published(job);
      Path work = Files.createDirectories(published.work("out"));
      String[] documents = text.split("\n---\n", -1);
      for (int i = 0; i < documents.length; i++) {
        Files.writeString(work.resolve(i == 0 ? "catalog.json" : i + ".json"), documents[i]);
      }
      Files.writeString(work.resolve("a.tif"), "pixels");
      ObjectNode value =
          published.publish("{'catalog': {'class': 'Directory', 'path': 'WORK/out'}}");
      assertThat(JSON.readTree(value.toString()).toString()).isEqualTo(value.toString());
      assertThat(value.toString()).doesNotContain(job.toString(), "\"NaN\"", "Infinity\"");
    } catch (StageOutException e) {
      Refusal.check(e.getMessage(), text);
    } finally {
      FolderTree.delete(job);
    }
  }
}
