package org.periplus.staging.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.DataSize;
import org.periplus.folder.FolderTree;
import org.periplus.staging.S3Server;
import org.periplus.staging.file.MediaTypes;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.StoreAwayException;
import org.periplus.staging.store.StoreException;
import org.periplus.staging.store.StoredFile;

class S3ResultStoreTest {

  /** The smallest part that the protocol has. */
  private static final DataSize PART = DataSize.of("5 MiB");

  @TempDir static Path objects;
  private static S3Server server;

  private final UUID jobId = UUID.randomUUID();

  @TempDir Path folder;
  private S3ResultStore store;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3Server(objects);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @BeforeEach
  void openStore() {
    store = new S3ResultStore(server.configuration().with("/tests/", PART), "periplus");
  }

  @AfterEach
  void deleteAll() throws IOException {
    store.delete(jobId);
    store.deleteLogs(jobId);
    store.close();
  }

  @Test
  void tellsAStoreThatIsAwayFromOneThatRefuses(@TempDir Path others) throws Exception {
    S3Server away = new S3Server(others);
    S3Configuration known = away.configuration();
    away.close();
    try (S3ResultStore lost = new S3ResultStore(known, "periplus");
        S3ResultStore stranger =
            new S3ResultStore(
                S3Configuration.at(server.url(), S3Server.BUCKET, "nobody", "nothing"),
                "periplus")) {
      assertThatThrownBy(() -> lost.publish(jobId, prepared("a.txt", "hello")))
          .isInstanceOf(StoreAwayException.class)
          .hasMessageContaining("does not answer");
      assertThatThrownBy(() -> stranger.publish(jobId, prepared("a.txt", "hello")))
          .isInstanceOf(StoreException.class)
          .isNotInstanceOf(StoreAwayException.class)
          .hasMessageContaining("403");
    }
  }

  @Test
  void publishesAFolderUnderTheJobsNameAndAMarker() throws IOException {
    store.publish(jobId, prepared("a/b c+ü.txt", "hello"));

    assertThat(server.keys())
        .containsExactlyInAnyOrder(
            "tests/" + jobId + "/a/b c+ü.txt", "tests/published/" + jobId + ".json");
    StoredFile file = store.open(jobId, "a/b c+ü.txt").orElseThrow();
    assertThat(file.name()).isEqualTo("b c+ü.txt");
    assertThat(file.size()).isEqualTo(5);
    assertThat(file.mediaType()).isEqualTo("text/plain");
    assertThat(file.entityTag()).startsWith("\"").endsWith("\"");
    assertThat(text(file.read())).isEqualTo("hello");
    assertThat(text(file.read(1, 3))).isEqualTo("ell");
    assertThat(text(file.read(4, 100))).isEqualTo("o");
    assertThat(text(file.read(5, 1))).isEmpty();
  }

  @Test
  void uploadsALargeFileInParts() throws IOException {
    byte[] pixels = new byte[(int) (3 * PART.bytes() + 17)];
    new Random(1).nextBytes(pixels);
    Path prepared = prepared("small.txt", "small");
    Files.write(prepared.resolve("mask.tif"), pixels);

    store.publish(jobId, prepared);

    StoredFile file = store.open(jobId, "mask.tif").orElseThrow();
    assertThat(file.size()).isEqualTo(pixels.length);
    assertThat(file.entityTag()).endsWith("-4\"");
    assertThat(file.mediaType()).isEqualTo(MediaTypes.GEOTIFF);
    try (InputStream stream = file.read()) {
      assertThat(Arrays.equals(stream.readAllBytes(), pixels)).isTrue();
    }
    try (InputStream given = file.read()) {
      assertThat(given.read()).isEqualTo(pixels[0] & 0xff); // and closed before its end
    }
    assertThat(server.openUploads()).isEmpty();
  }

  @Test
  void tellsObjectStoresTheMediaTypes() throws IOException {
    store.publish(jobId, prepared("mask.tif", "pixels"));

    String stored =
        server
            .client()
            .headObject(head -> head.bucket(S3Server.BUCKET).key("tests/" + jobId + "/mask.tif"))
            .contentType();

    assertThat(stored).isEqualTo(MediaTypes.GEOTIFF);
  }

  @Test
  void replacesWhatAnEarlierAttemptLeft() throws IOException {
    store.publish(jobId, prepared("old.txt", "old"));
    FolderTree.delete(folder.resolve("prepared"));
    store.publish(jobId, prepared("new.txt", "new"));

    assertThat(store.open(jobId, "old.txt")).isEmpty();
    assertThat(store.open(jobId, "new.txt")).isPresent();
  }

  @Test
  void showsNothingBeforeAllIsThere() throws IOException {
    server
        .client()
        .putObject(
            put -> put.bucket(S3Server.BUCKET).key("tests/" + jobId + "/half.txt"),
            software.amazon.awssdk.core.sync.RequestBody.fromString("half"));

    assertThat(store.open(jobId, "half.txt")).isEmpty();
    store.list(jobId, (path, size) -> fail("it is told of " + path));
  }

  @Test
  void tellsOfAllFiles() throws IOException {
    store.publish(jobId, prepared("a/b c.txt", "hello"));
    Map<String, Long> files = new TreeMap<>();

    store.list(
        jobId,
        (path, size) -> {
          files.put(path, size);
          return true;
        });

    assertThat(files).isEqualTo(Map.of("a/b c.txt", 5L));
  }

  @Test
  void clearsWhatACrashedPublicationLeft() throws IOException {
    server
        .client()
        .createMultipartUpload(
            upload -> upload.bucket(S3Server.BUCKET).key("tests/" + jobId + "/half.tif"));

    store.publish(jobId, prepared("a.txt", "a"));

    assertThat(server.openUploads()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenAFileCannotBeRead() throws IOException {
    Path prepared = prepared("a.txt", "a");
    byte[] pixels = new byte[(int) (2 * PART.bytes())];
    Files.write(prepared.resolve("b.tif"), pixels);
    Files.createSymbolicLink(prepared.resolve("z.tif"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> store.publish(jobId, prepared)).isInstanceOf(IOException.class);

    assertThat(server.keys()).isEmpty();
    assertThat(server.openUploads()).isEmpty();
    Files.delete(prepared.resolve("z.tif"));
    store.publish(jobId, prepared);
    assertThat(store.open(jobId, "b.tif")).isPresent();
  }

  @Test
  void leavesNothingBehindWhenItIsInterrupted() throws IOException {
    Path prepared = prepared("a.txt", "a");
    Files.write(prepared.resolve("b.tif"), new byte[(int) (4 * PART.bytes())]);

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> store.publish(jobId, prepared))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();

    assertThat(server.keys()).isEmpty();
    assertThat(server.openUploads()).isEmpty();
  }

  @Test
  void keepsTheEarlierResultsWhenThereIsNothingToPublish() throws IOException {
    store.publish(jobId, prepared("old.txt", "old"));

    assertThatThrownBy(() -> store.publish(jobId, folder.resolve("missing")))
        .isInstanceOf(IOException.class);
    assertThat(store.open(jobId, "old.txt")).isPresent();
  }

  @Test
  void opensNothingOutsideTheJobsFolder() throws IOException {
    store.publish(jobId, prepared("a/b.txt", "hello"));

    for (String path :
        new String[] {
          "../published/" + jobId + ".json",
          "a/../a/b.txt",
          "a",
          "a/",
          "",
          "missing.txt",
          "/a/b.txt"
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

    assertThat(store.open(jobId, "mine.txt")).isEmpty();
    assertThat(store.open(other, "theirs.txt")).isPresent();
    store.delete(other);
    assertThat(server.keys()).isEmpty();
  }

  @Test
  void keepsLogsApartFromResults() throws IOException {
    store.keepLog(jobId, "crop", Files.writeString(folder.resolve("log"), "[periplus] note"));
    store.publish(jobId, prepared("a.txt", "a"));
    store.delete(jobId);

    assertThat(text(store.openLog(jobId, "crop").orElseThrow().read()))
        .isEqualTo("[periplus] note");
    assertThat(store.openLog(jobId, "other")).isEmpty();
    store.deleteLogs(jobId);
    assertThat(store.openLog(jobId, "crop")).isEmpty();
  }

  @Test
  void givesAddressesAndLinksThatABrowserOpens() throws Exception {
    store.publish(jobId, prepared("a/b c.txt", "hello"));

    assertThat(store.address(jobId, "a/b c.txt"))
        .contains(URI.create("s3://results/tests/" + jobId + "/a/b%20c.txt"));
    URI link = store.sign(jobId, "a/b c.txt").orElseThrow();
    assertThat(link.getQuery()).contains("X-Amz-Expires=3600").doesNotContain("the-secret");
    assertThat(get(link).statusCode()).isEqualTo(200);
    assertThat(get(link).body()).isEqualTo("hello");
    assertThat(get(URI.create(link.toString().replaceFirst("\\?.*", ""))).statusCode())
        .isEqualTo(403);
  }

  @Test
  void namesWhatIsWrongWithCredentialsWithoutShowingThem() throws Exception {
    S3Configuration wrong =
        S3Configuration.at(server.url(), S3Server.BUCKET, S3Server.ACCESS_KEY, "wrong-secret");
    try (S3ResultStore refused = new S3ResultStore(wrong, "periplus")) {
      assertThatThrownBy(() -> refused.publish(jobId, prepared("a.txt", "a")))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("s3://results/")
          .hasMessageContaining("the object store refuses access (403")
          .hasMessageNotContaining("wrong-secret");
    }
  }

  @Test
  void refusesAConfigurationWithoutABucket() {
    assertThatThrownBy(() -> new S3ResultStore(S3Configuration.NONE, "periplus"))
        .hasMessageContaining("periplus.results.s3.bucket");
  }

  @Test
  void describesItselfWithItsEndpoint() {
    assertThat(store.description())
        .isEqualTo(
            new StorageDescription(
                "periplus",
                false,
                "Standard",
                Optional.of("us-east-1"),
                Optional.of(server.url().toString())));
  }

  private Path prepared(String file, String content) throws IOException {
    Path path = folder.resolve("prepared").resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, content);
    return folder.resolve("prepared");
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String text(InputStream stream) throws IOException {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
