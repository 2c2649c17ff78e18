package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.security.EgressConfiguration;
import org.periplus.security.EgressRule;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.fetch.StageInException;
import org.periplus.staging.fetch.StageInSettings;
import org.periplus.staging.publish.JsonFiles;
import org.periplus.staging.publish.OutputFolder;
import org.periplus.staging.publish.ResultFolder;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.stac.StacCatalog;

class StageInStacTest {

  private static final EgressRule HERE =
      EgressRule.of(EgressConfiguration.defaults().allowing("*", "127.0.0.0/8"));

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
  void makesACatalogOfItemsThatTheRequestItselfHas() throws Exception {
    server.serve("/far/green.tif", "green");
    String items =
        """
        {"type": "FeatureCollection", "id": "job", "features": [{"type": "Feature", "id": "a",
        "stac_version": "1.0.0", "links": [], "assets": {"green": {"href": "%s"}, "near": {"href":
        "near.tif"}}}]}
        """
            .formatted(server.url("/far/green.tif"));

    ObjectNode staged =
        stageUrl(
            "data:application/json;base64,"
                + Base64.getEncoder().encodeToString(items.getBytes(StandardCharsets.UTF_8)));

    Path catalog = Path.of(staged.at("/scene/path").asText());
    assertThat(catalog.resolve("a/green.tif")).hasContent("green");
    assertThat(catalog.resolve("catalog.json")).exists();
    JsonNode item = Published.JSON.readTree(catalog.resolve("a/a.json").toFile());
    assertThat(item.at("/assets/green/href").asText()).isEqualTo("./green.tif");
    assertThat(item.at("/assets/near/href").asText()).isEqualTo("near.tif");
    assertThat(item.toString()).doesNotContain("data:");
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
    server.serve("/catalog", "{\"type\": \"Catalog\"}"); // without links

    assertThatThrownBy(() -> stage("/index"))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("it is not a STAC item");
    assertThatThrownBy(() -> stage("/catalog")).hasMessageContaining("it is not a STAC item");
  }

  @Test
  void fetchesOnlyTheAssetsThatAreChosen() throws Exception {
    server.serve("/c/items/green.tif", "green");
    server.serve("/far/green.tif", "other green");
    serveItem();

    stage("/c/items/S2A#assets=far");

    Path item = folder.resolve("scene/1/S2A/S2A");
    JsonNode assets = Published.JSON.readTree(item.resolve("S2A.json").toFile()).path("assets");
    assertThat(assets.at("/far/href").asText()).isEqualTo("./green.tif");
    assertThat(assets.at("/green/href").asText()).isEqualTo(server.url("/c/items/green.tif"));
    assertThat(item.resolve("green.tif")).hasContent("other green");
    assertThat(server.ranges).hasSize(2);
  }

  @Test
  void choosesAssetsByTheirRolesAsTheConfigurationSays() throws Exception {
    server.serve(
        "/item",
        "{'type': 'Feature', 'id': 'i', 'geometry': null, 'assets': {"
            + "'a': {'href': 'a.tif', 'roles': ['data']}, 'b': {'href': 'b.png', 'roles':"
            + " ['thumbnail']}}}");
    server.serve("/a.tif", "pixels");
    StageInConfiguration data = new StageInSettings().catalogs(List.of("data"), 10).build();
    StageInConfiguration none = new StageInSettings().catalogs(List.of("x"), 10).build();

    stage("/item", data);

    assertThat(folder.resolve("scene/1/i/i/a.tif")).hasContent("pixels");
    assertThatThrownBy(() -> stage("/item", none))
        .hasMessageContaining("no item has an asset with the name or the role x");
  }

  @Test
  void makesOneCatalogOfACatalogThatLeadsToOthers() throws Exception {
    server.serve(
        "/c/catalog.json",
        "{'type': 'Catalog', 'id': 'mosaic', 'description': 'Two scenes', 'stac_version': '1.1.0',"
            + " 'links': [{'rel': 'self', 'href': 'catalog.json'}, {'rel': 'item', 'href':"
            + " 'two.json'}, {'rel': 'child', 'href': './2021/collection.json'}]}");
    server.serve(
        "/c/2021/collection.json",
        "{'type': 'Collection', 'id': 'c', 'links': [{'rel': 'item', 'href': 'one.json'},"
            + " {'rel': 'parent', 'href': '../catalog.json'}, {'rel': 'child', 'href':"
            + " '../catalog.json'}]}");
    for (String item : List.of("/c/two", "/c/2021/one")) {
      String id = item.substring(item.lastIndexOf('/') + 1);
      server.serve(
          item + ".json",
          "{'type': 'Feature', 'id': '"
              + id
              + "', 'properties': {}, 'assets': {'a': {'href': './a.tif'}}}");
      server.serve(item.replace(id, "a.tif"), "pixels of " + id);
    }

    stage("/c/catalog.json");

    Path catalog = folder.resolve("scene/1/mosaic");
    JsonNode root = Published.JSON.readTree(catalog.resolve("catalog.json").toFile());
    assertThat(root.path("description").asText()).isEqualTo("Two scenes");
    assertThat(root.path("links").findValuesAsText("href"))
        .containsExactly("./catalog.json", "./one/one.json", "./two/two.json");
    assertThat(catalog.resolve("one/a.tif")).hasContent("pixels of one");
    assertThat(catalog.resolve("two/a.tif")).hasContent("pixels of two");
    assertThat(
            StacCatalog.read(OutputFolder.of(catalog), new JsonFiles(Published.JSON))
                .orElseThrow()
                .items())
        .hasSize(2);
    assertThatThrownBy(
            () -> stage("/c/catalog.json", new StageInSettings().catalogs(List.of("*"), 1).build()))
        .hasMessageContaining("more than the 1 items that an input may have");
  }

  @Test
  void makesACatalogOfAListOfItems() throws Exception {
    server.serve(
        "/search",
        "{'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'id': 'x', 'assets': {'a':"
            + " {'href': '/a.tif'}}}, {'type': 'Feature', 'id': 'y', 'assets': {}}]}");
    server.serve("/a.tif", "pixels");

    stage("/search");

    assertThat(folder.resolve("scene/1/items/x/a.tif")).hasContent("pixels");
    assertThat(folder.resolve("scene/1/items/y/y.json")).exists();
  }

  @Test
  void whatAnItemOfAListSaysIsRelativeToTheItem() throws Exception {
    server.serve(
        "/search",
        "{'type': 'FeatureCollection', 'features': ["
            + "{'type': 'Feature', 'id': 'x', 'links': [{'rel': 'self', 'href':"
            + " '/collections/s2/items/x'}], 'assets': {'a': {'href': './a.tif'}}}]}");
    server.serve("/collections/s2/items/a.tif", "pixels");

    stage("/search");

    assertThat(folder.resolve("scene/1/items/x/a.tif")).hasContent("pixels");
  }

  @Test
  void followsTheListOfItemsOverItsPages() throws Exception {
    serveSearch("/search/1", "x", "{'rel': 'next', 'method': 'GET', 'href': '2?token=a%7Cb'}");
    serveSearch("/search/2", "y", "{'rel': 'prev', 'href': '1'}, {'rel': 'next', 'href': '3'}");
    serveSearch("/search/3", "z", "{'rel': 'prev', 'href': '2'}");

    stage("/search/1");

    JsonNode root = Published.JSON.readTree(folder.resolve("scene/1/items/catalog.json").toFile());
    assertThat(root.path("links").findValuesAsText("href"))
        .containsExactly("./catalog.json", "./x/x.json", "./y/y.json", "./z/z.json");
    assertThatThrownBy(
            () -> stage("/search/1", new StageInSettings().catalogs(List.of("*"), 2).build()))
        .isInstanceOf(StageInException.class)
        .hasMessageContaining("/search/1 cannot be fetched")
        .hasMessageContaining("more than the 2 items that an input may have");
  }

  @Test
  void followsNoPagesForEverAndNoneThatIsPosted() {
    AtomicInteger pages = new AtomicInteger();
    server.handle(
        "/endless",
        exchange ->
            FileServer.answer(
                exchange,
                200,
                ("{\"type\": \"FeatureCollection\", \"features\": [], \"links\": [{\"rel\":"
                        + " \"next\", \"href\": \"/endless?page="
                        + pages.incrementAndGet()
                        + "\"}]}")
                    .getBytes(StandardCharsets.UTF_8)));
    serveSearch("/posted", "x", "{'rel': 'next', 'method': 'POST', 'href': '/search'}");

    assertThatThrownBy(
            () -> stage("/endless", new StageInSettings().catalogs(List.of("*"), 5).build()))
        .hasMessageContaining("more than the 5 items that an input may have");
    assertThatThrownBy(() -> stage("/posted"))
        .hasMessageContaining("its next page has to be asked for by POST");
  }

  private void serveSearch(String path, String item, String links) {
    server.serve(
        path,
        "{'type': 'FeatureCollection', 'features': [{'type': 'Feature', 'id': '%s', 'assets': {}}],"
                .formatted(item)
            + " 'links': [%s]}".formatted(links));
  }

  @Test
  void refusesAnAssetWhoseChecksumOrSizeIsAnother() throws Exception {
    server.serve("/a.tif", "pixels");
    String item =
        "{'type': 'Feature', 'id': 'x', 'assets': {'a': {'href': '/a.tif', 'file:%s': %s}}}";
    // SHA-256 of "pixels" and of nothing
    server.serve(
        "/right",
        item.formatted(
            "checksum", "'12206ec9c2b0eb14010746c8bce8939303b382344b296206612eb8a907a37b2b2f37'"));
    server.serve(
        "/wrong",
        item.formatted(
            "checksum", "'1220e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'"));
    server.serve("/long", item.formatted("size", "7"));
    StageInConfiguration once = new StageInSettings().retries(0, Duration.ZERO).build();

    stage("/right", once);

    assertThat(folder.resolve("scene/1/x/x/a.tif")).hasContent("pixels");
    assertThatThrownBy(() -> stage("/wrong", once))
        .hasMessageContaining("/a.tif cannot be fetched: its bytes are damaged: by file:checksum");
    assertThatThrownBy(() -> stage("/long", once))
        .hasMessageContaining("it has 6 bytes instead of the 7");
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
    return stage(path, StageInConfiguration.defaults());
  }

  private ObjectNode stage(String path, StageInConfiguration configuration)
      throws StageInException {
    return stageUrl(server.url(path), configuration);
  }

  private ObjectNode stageUrl(String url) throws StageInException {
    return stageUrl(url, StageInConfiguration.defaults());
  }

  private ObjectNode stageUrl(String url, StageInConfiguration configuration)
      throws StageInException {
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "Directory").put("location", url);
    return StageIn.ofServer(configuration, HERE, S3Sources.none(), Optional.empty())
        .stage(inputs, folder);
  }
}
