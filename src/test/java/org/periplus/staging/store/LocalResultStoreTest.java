package org.periplus.staging.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.staging.publish.ResultFolder;

class LocalResultStoreTest {

  private final UUID jobId = UUID.randomUUID();

  @TempDir Path folder;
  private LocalResultStore store;

  @BeforeEach
  void openStore() throws IOException {
    store = new LocalResultStore(folder.resolve("results"), StorageDescription.defaults());
  }

  @Test
  void publishesAFolderUnderTheJobsName() throws IOException {
    store.publish(jobId, prepared("a/b.txt", "hello"));

    assertThat(folder.resolve("results").resolve(jobId.toString()).resolve("a/b.txt"))
        .hasContent("hello");
    assertThat(folder.resolve("prepared")).doesNotExist();
  }

  @Test
  void replacesWhatAnEarlierAttemptLeft() throws IOException {
    store.publish(jobId, prepared("old.txt", "old"));
    store.publish(jobId, prepared("new.txt", "new"));

    assertThat(store.open(jobId, "old.txt")).isEmpty();
    assertThat(store.open(jobId, "new.txt")).isPresent();
    assertThat(names()).containsExactly(jobId.toString());
  }

  @Test
  void keepsTheEarlierResultsWhenThereIsNothingToPublish() throws IOException {
    store.publish(jobId, prepared("old.txt", "old"));

    assertThatThrownBy(() -> store.publish(jobId, folder.resolve("missing")))
        .isInstanceOf(IOException.class);
    assertThat(store.open(jobId, "old.txt")).isPresent();
  }

  @Test
  void tellsOfAllFiles() throws IOException {
    store.publish(jobId, prepared("a/b.txt", "hello"));
    Map<String, Long> files = new TreeMap<>();

    store.list(
        jobId,
        (path, size) -> {
          files.put(path, size);
          return true;
        });
    store.list(UUID.randomUUID(), (path, size) -> fail("no job has " + path));

    assertThat(files).isEqualTo(Map.of("a/b.txt", 5L));
  }

  @Test
  void clearsWhatACrashedPublicationLeft() throws IOException {
    Path leftover = folder.resolve("results/.changing/" + jobId + "/new/half.txt");
    Files.createDirectories(leftover.getParent());
    Files.writeString(leftover, "half");

    store.publish(jobId, prepared("a.txt", "a"));

    assertThat(names()).containsExactly(jobId.toString());
  }

  @Test
  void tellsSizeMediaTypeAndContent() throws IOException {
    store.publish(jobId, prepared("a/b.txt", "hello"));

    StoredFile file = store.open(jobId, "a/b.txt").orElseThrow();

    assertThat(file.name()).isEqualTo("b.txt");
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.mediaType()).isEqualTo("text/plain");
    assertThat(file.entityTag()).startsWith("\"").endsWith("\"");
    assertThat(text(file.read())).isEqualTo("hello");
    assertThat(text(file.read(1, 3))).isEqualTo("ell");
    assertThat(text(file.read(4, 100))).isEqualTo("o");
  }

  @Test
  void opensNothingOutsideTheJobsFolder() throws IOException {
    Files.writeString(folder.resolve("secret"), "secret");
    UUID other = UUID.randomUUID();
    store.publish(other, prepared("theirs.txt", "theirs"));
    store.publish(jobId, prepared("a/b.txt", "hello"));
    Path mine = folder.resolve("results").resolve(jobId.toString());
    Files.createSymbolicLink(mine.resolve("link"), folder.resolve("secret"));
    Files.createSymbolicLink(mine.resolve("up"), folder);

    for (String path :
        new String[] {
          "../../secret",
          "a/../../../secret",
          folder.resolve("secret").toString(),
          "../" + other + "/theirs.txt",
          "a/../a/b.txt",
          "link",
          "up/secret",
          "a",
          "",
          "missing.txt",
          "a/b.txt/c",
          "nul\0byte",
          "x".repeat(300)
        }) {
      assertThat(store.open(jobId, path)).as(path).isEmpty();
    }
  }

  @Test
  void deletesAJobsResultsOnly() throws IOException {
    UUID other = UUID.randomUUID();
    store.publish(other, prepared("theirs.txt", "theirs"));
    store.publish(jobId, prepared("mine.txt", "mine"));

    store.delete(jobId);
    store.delete(jobId);

    assertThat(names()).containsExactly(other.toString());
  }

  @Test
  void keepsLogsApartFromResults() throws IOException {
    Path log = Files.writeString(folder.resolve("tool.txt"), "first");
    store.keepLog(jobId, "crop", log);
    Files.writeString(log, "a longer one");
    store.keepLog(jobId, "crop", log);
    store.publish(jobId, prepared("a.txt", "a"));

    StoredFile kept = store.openLog(jobId, "crop").orElseThrow();
    assertThat(text(kept.read())).isEqualTo("a longer one");
    assertThat(kept.mediaType()).isEqualTo("text/plain");
    assertThat(store.openLog(jobId, "../crop")).isEmpty();
    assertThat(store.openLog(jobId, "other")).isEmpty();

    store.delete(jobId);
    assertThat(store.openLog(jobId, "crop")).isPresent();
    store.deleteLogs(jobId);
    assertThat(store.openLog(jobId, "crop")).isEmpty();
  }

  private Path prepared(String file, String content) throws IOException {
    Path path = folder.resolve("prepared").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return folder.resolve("prepared");
  }

  /** The folders that there are, also of what is being changed. */
  private Stream<String> names() throws IOException {
    Path changing = folder.resolve("results/.changing");
    return Stream.concat(
            ResultFolder.children(folder.resolve("results")).stream()
                .filter(path -> !path.equals(changing)),
            Files.exists(changing) ? ResultFolder.children(changing).stream() : Stream.of())
        .map(path -> path.getFileName().toString());
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
