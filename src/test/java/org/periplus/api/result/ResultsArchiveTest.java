package org.periplus.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.staging.store.LocalResultStore;
import org.periplus.staging.store.StorageDescription;

class ResultsArchiveTest {

  private static final byte[] DOCUMENT = "{\"mask\":{}}".getBytes(StandardCharsets.UTF_8);

  private final UUID jobId = UUID.randomUUID();

  @TempDir Path folder;
  private LocalResultStore store;

  @BeforeEach
  void publishSome() throws IOException {
    store = new LocalResultStore(folder.resolve("results"), StorageDescription.defaults());
    Path prepared = Files.createDirectories(folder.resolve("prepared"));
    Files.createDirectories(prepared.resolve("a/b"));
    Files.writeString(prepared.resolve("a/b/mask.tif"), "II*pixels".repeat(10_000));
    Files.writeString(prepared.resolve("a/ümlaut.txt"), "text ".repeat(10_000));
    Files.writeString(prepared.resolve("results.json"), "the author's own");
    Files.writeString(prepared.resolve("..\\..\\evil.txt"), "for Windows");
    store.publish(jobId, prepared);
  }

  @Test
  void hasAllFilesAndTheDocument() throws IOException {
    Map<String, String> files = unzipped(archive());

    assertThat(files)
        .containsOnlyKeys(
            "results.json", "results-2.json", "a/b/mask.tif", "a/ümlaut.txt", ".._.._evil.txt");
    assertThat(files.get("results.json")).isEqualTo("{\"mask\":{}}");
    assertThat(files.get("a/b/mask.tif")).isEqualTo("II*pixels".repeat(10_000));
  }

  @Test
  void compressesTextAndNotPictures() throws IOException {
    Path zip = Files.write(folder.resolve("all.zip"), archive());

    try (ZipFile file = new ZipFile(zip.toFile())) {
      ZipEntry picture = file.getEntry("a/b/mask.tif");
      assertThat(picture.getCompressedSize()).isGreaterThanOrEqualTo(picture.getSize());
      ZipEntry text = file.getEntry("a/ümlaut.txt");
      assertThat(text.getCompressedSize()).isLessThan(text.getSize() / 10);
    }
  }

  @Test
  void sendsWhileItReads() throws IOException {
    Path large = Files.createDirectories(folder.resolve("large"));
    try (OutputStream file = Files.newOutputStream(large.resolve("scene.tif"))) {
      file.write(new byte[8 * 1024 * 1024]);
    }
    store.publish(jobId, large);
    long[] sent = {0, 0};

    new ResultsArchive(jobId, store, DOCUMENT)
        .write(
            new OutputStream() {
              @Override
              public void write(int octet) {
                sent[0]++;
              }

              @Override
              public void write(byte[] bytes, int from, int length) {
                sent[0] += length;
                sent[1] = Math.max(sent[1], length);
              }
            });

    assertThat(sent[0]).isGreaterThan(8 * 1024 * 1024);
    assertThat(sent[1]).isLessThan(1024 * 1024);
  }

  @Test
  void isNoArchiveWhenAFileGoesMeanwhile() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ResultsArchive archive = new ResultsArchive(jobId, store, DOCUMENT);
    OutputStream forgetting =
        new FilterOutputStream(bytes) {
          @Override
          public void write(byte[] part, int from, int length) throws IOException {
            super.write(part, from, length);
            if (bytes.size() > 300) { // more than the document: the files are under way
              store.delete(jobId);
            }
          }
        };

    assertThatThrownBy(() -> archive.write(forgetting)).isInstanceOf(IOException.class);
    assertThatThrownBy(
            () -> {
              Path zip = Files.write(folder.resolve("half.zip"), bytes.toByteArray());
              new ZipFile(zip.toFile()).close();
            })
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b.tif | a/b.tif",
        "../../etc/passwd | _/_/etc/passwd",
        "/etc/passwd | etc/passwd",
        "a\\b:c?.txt | a_b_c_.txt",
        "a./b | a_/b",
        "... | _",
      })
  void namesLeadNowhereElse(String path, String name) {
    assertThat(new ArchiveNames().of(path)).isEqualTo(name);
  }

  @Test
  void noNameIsGivenTwice() {
    ArchiveNames names = new ArchiveNames();

    assertThat(names.of("a/B.tif")).isEqualTo("a/B.tif");
    assertThat(names.of("a/b.tif")).isEqualTo("a/b-2.tif");
    assertThat(names.of("a/b.TIF")).isEqualTo("a/b-3.TIF");
    assertThat(names.of("a.b/c")).isEqualTo("a.b/c");
    assertThat(names.of("a.b/C")).isEqualTo("a.b/C-2");
  }

  private byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ResultsArchive(jobId, store, DOCUMENT).write(bytes);
    return bytes.toByteArray();
  }

  private static Map<String, String> unzipped(byte[] archive) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), text(zip));
      }
    }
    return files;
  }

  private static String text(InputStream content) throws IOException {
    return new String(content.readAllBytes(), StandardCharsets.UTF_8);
  }
}
