package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.staging.store.LocalResultStore;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.s3.S3ResultStore;

/** A published catalog, read from its store as a client of STAC reads it: link by link. */
class StacCatalogValidityTest {

  @TempDir static Path objects;
  private static S3Server server;

  @TempDir Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    server = new S3Server(objects);
  }

  @AfterAll
  static void stopServer() throws Exception {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"1.0.0, local", "1.0.0, s3", "1.1.0, local", "1.1.0, s3"})
  void isValidAndWhole(String version, String where) throws Exception {
    try (S3ResultStore s3 = new S3ResultStore(server.configuration(), "periplus")) {
      ResultStore store =
          where.equals("s3")
              ? s3
              : new LocalResultStore(folder.resolve("results"), StorageDescription.defaults());
      Published job = new Published(folder, store);
      catalog(job, version);
      StacSchemas schemas = new StacSchemas(version);
      assertThat(schemas.problems(Published.json("{'type': 'Feature'}"))).isNotEmpty();

      JsonNode answer =
          job.publish("{'stac': {'class': 'Directory', 'path': 'WORK/out'}}").at("/stac/value");

      for (JsonNode feature : answer.path("features")) {
        assertThat(schemas.problems(feature)).isEmpty();
      }
      Reader reader = new Reader(job, schemas);
      reader.read("catalog.json");
      assertThat(reader.read)
          .containsExactlyInAnyOrder(
              "catalog.json",
              job.jobId + "/collection.json",
              job.jobId + "/one/one.json",
              job.jobId + "/two/two.json");
      assertThat(reader.assets).containsExactlyInAnyOrder("pixels of one", "pixels of two");
    }
  }

  private static void catalog(Published job, String version) throws IOException {
    job.write(
        "out/catalog.json",
        ("{'type': 'Catalog', 'stac_version': '%s', 'id': 'c', 'description': 'd', 'links': ["
                + "{'rel': 'item', 'href': 'one/one.json'},"
                + "{'rel': 'item', 'href': 'two/two.json'}]}")
            .formatted(version));
    for (String id : List.of("one", "two")) {
      job.write("out/" + id + "/mask.tif", "pixels of " + id);
      job.write(
          "out/" + id + "/" + id + ".json",
          ("{'type': 'Feature', 'stac_version': '%s', 'id': '%s',"
                  + " 'properties': {'datetime': '2021-07-13T19:03:24Z'},"
                  + " 'geometry': {'type': 'Polygon', 'coordinates': [[[-121.4, 39.8],"
                  + " [-120.7, 39.8], [-120.7, 40.5], [-121.4, 40.5], [-121.4, 39.8]]]},"
                  + " 'bbox': [-121.4, 39.8, -120.7, 40.5], 'links': [],"
                  + " 'assets': {'data': {'href': 'mask.tif', 'roles': ['data', 'visual']}}}")
              .formatted(version, id));
    }
  }

  /** Follows the links of published documents, and opens the assets of items. */
  private static final class Reader {
    private final Published job;
    private final StacSchemas schemas;
    private final List<String> read = new ArrayList<>();
    private final List<String> assets = new ArrayList<>();

    Reader(Published job, StacSchemas schemas) {
      this.job = job;
      this.schemas = schemas;
    }

    void read(String path) throws IOException {
      JsonNode document = Published.JSON.readTree(text(path));
      assertThat(schemas.problems(document)).as(path).isEmpty();
      read.add(path);
      for (JsonNode link : document.path("links")) {
        String href = link.path("href").asText();
        switch (link.path("rel").asText()) {
          case "child", "item" -> read(follow(path, href));
          case "self" -> assertThat(job.store.address(job.jobId, path)).contains(URI.create(href));
          default -> assertThat(text(follow(path, href))).as(href).isNotEmpty();
        }
      }
      boolean addressed = job.store.address(job.jobId, path).isPresent();
      assertThat(document.at("/links").findValuesAsText("rel").contains("self"))
          .isEqualTo(addressed);
      for (JsonNode asset : document.path("assets")) {
        assets.add(text(follow(path, asset.path("href").asText())));
      }
    }

    private static String follow(String path, String href) {
      return URI.create(path).resolve(href).getPath();
    }

    private String text(String path) throws IOException {
      try (InputStream content = job.store.open(job.jobId, path).orElseThrow().read()) {
        return new String(content.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
