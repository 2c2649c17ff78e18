package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.staging.S3Server;

/** The results of a tenant that keeps them in an object store of its own. */
@ArquillianTest
class ObjectStoreIT {

  private static final String CATALOG =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: catalog
      requirements:
        InitialWorkDirRequirement:
          listing:
          - entryname: out/catalog.json
            entry: '{"type": "Catalog", "stac_version": "1.0.0", "id": "c", "description": "d",
              "links": [{"rel": "item", "href": "./scene.json", "type": "application/json"}]}'
          - entryname: out/scene.json
            entry: '{"type": "Feature", "stac_version": "1.0.0", "id": "scene", "links": [],
              "geometry": {"type": "Point", "coordinates": [10, 50]}, "bbox": [10, 50, 10, 50],
              "properties": {"datetime": "2021-07-13T19:03:24Z"},
              "assets": {"data": {"href": "./mask 1.tif", "roles": ["data", "visual"]}}}'
      baseCommand: [sh, -c]
      arguments: ['printf pixels > "out/mask 1.tif"; printf "a,b" > table.csv']
      inputs: {}
      outputs:
        stac: {type: Directory, outputBinding: {glob: out}}
        table: {type: File, outputBinding: {glob: table.csv}}
      """;

  @TempDir static Path objects;
  private static S3Server store;

  private final Server server = new Server("object-store");
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void startStore() throws Exception {
    store = new S3Server(objects, Integer.getInteger("system.test.s3.port"));
  }

  @AfterAll
  static void stopStore() throws Exception {
    store.close();
  }

  @Test
  void resultsLieInTheTenantsBucketAndGoWithTheJob() throws Exception {
    server.delete("processes/catalog");
    server.deploy(CATALOG);
    String job = server.execute("catalog", "{}");
    JsonNode status = server.awaitEnd(job);
    assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");

    JsonNode results = Server.json(server.get("jobs/" + job + "/results"));
    JsonNode feature = results.at("/stac/value/features/0");
    String folder = "s3://results/" + job + "/" + job + "/scene/";
    assertThat(feature.at("/assets/data"))
        .isEqualTo(
            Server.JSON.readTree(
                """
                {"href": "%smask%%201.tif", "roles": ["data", "visual"],
                 "type": "image/tiff; application=geotiff", "storage:platform": "periplus",
                 "storage:requester_pays": false, "storage:tier": "Standard",
                 "storage:region": "us-east-1", "storage:endpoint": "%s"}
                """
                    .formatted(folder, store.url())));
    assertThat(feature.findValuesAsText("href")).allMatch(href -> href.startsWith("s3://results/"));
    assertThat(results.at("/table/href").asText())
        .isEqualTo("s3://results/" + job + "/table/table.csv");

    signedLinksOpenInABrowser(job);
    theApiStreamsAndRedirects(job);

    assertThat(store.keys()).isNotEmpty();
    assertThat(server.delete("jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(store.keys()).isEmpty();
  }

  @Test
  void theServerForgetsJobsWhoseTimeIsOver() throws Exception {
    Server brief = new Server("brief");
    brief.delete("processes/catalog");
    brief.deploy(CATALOG);
    String job = brief.execute("catalog", "{}");

    brief.await(job, status -> status.get("status").asText().equals("404"));
  }

  private void signedLinksOpenInABrowser(String job) throws Exception {
    JsonNode signed = Server.json(server.get("jobs/" + job + "/results?sign=true"));
    String asset = signed.at("/stac/value/features/0/assets/data/href").asText();
    assertThat(asset).startsWith(store.url() + "/results/").contains("X-Amz-Signature=");
    assertThat(get(asset).body()).isEqualTo("pixels");
    assertThat(get(signed.at("/table/href").asText()).body()).isEqualTo("a,b");
    assertThat(server.get("jobs/" + job + "/results?sign=perhaps").statusCode()).isEqualTo(400);
  }

  private void theApiStreamsAndRedirects(String job) throws Exception {
    HttpResponse<String> part =
        get(server.uri("jobs/" + job + "/files/table/table.csv").toString(), "Range", "bytes=2-");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("b");
    assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-2/3");
    assertThat(part.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(part.headers().firstValue("Content-Disposition"))
        .contains("inline; filename=\"table.csv\"; filename*=UTF-8''table.csv");
    HttpResponse<String> redirected =
        server.get("jobs/" + job + "/files/table/table.csv?sign=true");
    assertThat(redirected.statusCode()).isEqualTo(307);
    assertThat(get(redirected.headers().firstValue("Location").orElseThrow()).body())
        .isEqualTo("a,b");
    assertThat(server.get("jobs/" + job + "/results/table").body()).isEqualTo("a,b");
    assertThat(server.get("jobs/" + job + "/files/table/none.csv").statusCode()).isEqualTo(404);
  }

  private HttpResponse<String> get(String url, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
    return http.send(
        (headers.length == 0 ? request : request.headers(headers)).build(),
        BodyHandlers.ofString());
  }
}
