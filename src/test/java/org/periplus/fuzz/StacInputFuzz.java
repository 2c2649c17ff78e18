package org.periplus.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.folder.FolderTree;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.staging.FileServer;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.s3.S3Sources;

/**
 * STAC documents of another server: the input has them with {@code ---} between them; the first is
 * what an input of a job names, and the others are {@code /1} and so on. All else is an asset.
 */
@Tag("fuzz")
class StacInputFuzz {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;
  private static FileServer server;
  private static StageIn stageIn;
  private static volatile String[] documents = {};

  @BeforeAll
  static void aServerThatServesTheInput() throws IOException {
    server = new FileServer();
    server.handle(
        "/",
        exchange -> {
          byte[] body = served(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    stageIn =
        StageIn.ofServer(
            new StageInSettings().retries(0, Duration.ofMillis(1)).build(),
            EgressRule.of(EgressConfiguration.defaults().allowing("127.0.0.0/8")),
            S3Sources.none(),
            Optional.empty());
  }

  @AfterAll
  static void close() {
    stageIn.close();
    server.close();
  }

  private static byte[] served(String path) {
    String number = path.substring(1);
    boolean isDocument = number.matches("\\d") && Integer.parseInt(number) < documents.length;
    return (isDocument ? documents[Integer.parseInt(number)] : "pixels")
        .getBytes(StandardCharsets.UTF_8);
  }

  @FuzzTest
  void isFetchedOrRefusedInWords(byte[] bytes) throws IOException {
    String text = new String(bytes, StandardCharsets.UTF_8);
    documents = text.split("\n---\n", -1);
    Path job = Files.createTempDirectory(folder, "job");
    int port = Integer.parseInt(server.url("").replaceFirst(".*:", ""));
    try (AutoCloseable ours = BugDetectors.allowNetworkConnections((host, to) -> to == port)) {
      ObjectNode inputs = JSON.createObjectNode();
      inputs
          .putObject("scene")
          .put("class", "Directory")
          .put("location", "http://127.0.0.1:" + port + "/0");
      stageIn.stage(inputs, job);
    } catch (StageInException e) {
      Refusal.check(e.getMessage(), text);
    } catch (RuntimeException | IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      FolderTree.delete(job);
    }
  }
}
