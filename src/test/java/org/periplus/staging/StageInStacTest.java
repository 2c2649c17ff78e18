package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageInStacTest {

  @TempDir Path folder;
  private FileServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = new FileServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void makesACatalogOfAnItemWithItsAssets() throws Exception {
    server.serve("/c/items/green.tif", "green");
    server.serve("/far/green.tif", "other green");
    serveItem();

    ObjectNode staged = stage("/c/items/S2A");

    Path catalog = folder.resolve("scene/1/S2A");
    assertThat(staged.at("/scene"))
        .isEqualTo(
            Published.json(
                "{'class': 'Directory', 'path': '%s', 'basename': 'S2A'}".formatted(catalog)));
    assertThat(catalog.resolve("S2A/green.tif")).hasContent("green");
    assertThat(catalog.resolve("S2A/green-2.tif")).hasContent("other green");
    JsonNode item = Published.JSON.readTree(catalog.resolve("S2A/S2A.json").toFile());
    assertThat(item.at("/assets/green/href").asText()).isEqualTo("./green.tif");
    assertThat(item.at("/assets/same/href").asText()).isEqualTo("./green.tif");
    assertThat(item.at("/assets/far/href").asText()).isEqualTo("./green-2.tif");
    assertThat(item.at("/assets/bucket/href").asText()).isEqualTo("s3://bucket/x.jp2");
    assertThat(item.path("links").findValuesAsText("href"))
        .containsExactly("../catalog.json", "../catalog.json", server.url("/c"));
    assertThat(ResultFolder.children(folder.resolve("scene/1"))).containsExactly(catalog);
  }

  @Test
  void makesACatalogThatStageOutCanRead() throws Exception {
    server.serve("/c/items/green.tif", "green");
    server.serve("/far/green.tif", "other green");
    serveItem();
    stage("/c/items/S2A");

    StacCatalog catalog =
        StacCatalog.read(
                OutputFolder.of(folder.resolve("scene/1/S2A")), new JsonFiles(Published.JSON))
            .orElseThrow();

    assertThat(catalog.items()).hasSize(1);
  }

  @Test
  void canBeRepeated() throws Exception {
    server.serve("/c/items/green.tif", "green");
    server.serve("/far/green.tif", "other green");
    serveItem();

    assertThat(stage("/c/items/S2A")).isEqualTo(stage("/c/items/S2A"));
    assertThat(folder.resolve("scene")).isDirectoryContaining("glob:**/1");
  }

  @Test
  void namesAnAssetThatIsMissing() throws Exception {
    server.serve("/far/green.tif", "other green");
    serveItem();
    server.handle("/c/items/green", exchange -> FileServer.answer(exchange, 404, new byte[0]));

    assertThatThrownBy(() -> stage("/c/items/S2A"))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("/c/items/green.tif cannot be fetched: the server answered 404");
  }

  @Test
  void refusesADirectoryThatIsNoItem() {
    server.serve("/index", "<html/>");
    server.serve("/catalog", "{\"type\": \"Catalog\"}");

    assertThatThrownBy(() -> stage("/index"))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("it is not a STAC item");
    assertThatThrownBy(() -> stage("/catalog")).hasMessageContaining("it is not a STAC item");
  }

  private void serveItem() {
    server.serve(
        "/c/items/S2A",
        ("{'type': 'Feature', 'stac_version': '1.0.0', 'id': 'S2A', 'geometry': null,"
                + " 'properties': {'datetime': '2021-07-13T19:03:24Z'}, 'links': ["
                + "{'rel': 'self', 'href': '"
                + server.url("/c/items/S2A")
                + "'},"
                + "{'rel': 'collection', 'href': '../../c'}], 'assets': {"
                + "'green': {'href': 'green.tif'}, 'same': {'href': './green.tif'},"
                + "'far': {'href': '"
                + server.url("/far/green.tif")
                + "'},"
                + "'bucket': {'href': 's3://bucket/x.jp2'}}}")
            .replace('\'', '"'));
  }

  private ObjectNode stage(String path) throws StageInException {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "Directory").put("location", server.url(path));
    StageInSettings settings = StageInSettings.defaults();
    return new StageIn(StageIn.client(settings), settings).stage(inputs, folder);
  }
}
