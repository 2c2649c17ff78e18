package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.staging.store.StorageDescription;

class StageOutStacTest {

  private static final String JOB = "bfafdb8e-902c-11ef-a29c-8e55bd0a3308";
  private static final String VALUES =
      "{'stac_catalog': {'class': 'Directory', 'path': 'WORK/out'}}";

  @TempDir Path folder;
  private Published job;

  @BeforeEach
  void aJobWithACatalogOfTwoItems() throws IOException {
    job = new Published(folder);
    catalog("1.0.0", "./one/one.json", "./two/two.json");
    item("one", "2021-07-13T19:03:24Z", "[-121.5, 39.5, -120.5, 40.5]");
    item("two", "2022-05-24T21:03:19+02:00", "[-121.0, 39.0, -120.0, 40.0]");
  }

  @Test
  void answersWithAFeatureCollectionOfTheItems() throws Exception {
    JsonNode value = job.publish(VALUES).at("/stac_catalog/value");

    assertThat(value.path("type").asText()).isEqualTo("FeatureCollection");
    assertThat(value.path("id").asText()).isEqualTo(JOB);
    assertThat(value.path("features")).hasSize(2);
    JsonNode feature = value.at("/features/0");
    assertThat(feature.path("collection").asText()).isEqualTo(JOB);
    assertThat(feature.path("stac_version").asText()).isEqualTo("1.0.0");
    assertThat(feature.path("links"))
        .isEqualTo(
            Published.json(
                ("[{'rel': 'collection', 'href': 'store:JOB/collection.json',"
                        + " 'type': 'application/json', 'title': 'Processing results'},"
                        + "{'rel': 'root', 'href': 'store:catalog.json',"
                        + " 'type': 'application/json'},"
                        + "{'rel': 'self', 'href': 'store:JOB/one/one.json',"
                        + " 'type': 'application/json'},"
                        + "{'rel': 'parent', 'href': 'store:JOB/collection.json',"
                        + " 'type': 'application/json', 'title': 'Processing results'},"
                        + "{'rel': 'derived_from', 'href': 'https://example.org/source.json'}]")
                    .replace("JOB", JOB)));
    assertThat(feature.at("/assets/data"))
        .isEqualTo(
            Published.json(
                ("{'href': 'store:JOB/one/mask.tif', 'type': 'image/tiff; application=geotiff',"
                        + " 'roles': ['data', 'visual'], 'storage:platform': 'periplus',"
                        + " 'storage:requester_pays': false, 'storage:tier': 'Standard'}")
                    .replace("JOB", JOB)));
  }

  @Test
  void writesATreeWithRelativeLinks() throws Exception {
    job.publish(VALUES);

    assertThat(job.file(JOB + "/one/mask.tif")).hasContent("pixels of one");
    JsonNode item = job.document(JOB + "/one/one.json");
    assertThat(hrefs(item))
        .containsExactly(
            "../collection.json",
            "../../catalog.json",
            "../collection.json",
            "https://example.org/source.json");
    assertThat(item.at("/assets/data/href").asText()).isEqualTo("./mask.tif");
    assertThat(hrefs(job.document("catalog.json")))
        .containsExactly("./catalog.json", "./" + JOB + "/collection.json");
    assertThat(hrefs(job.document(JOB + "/collection.json")))
        .containsExactly("../catalog.json", "../catalog.json", "./one/one.json", "./two/two.json");
  }

  @Test
  void givesTheCollectionTheTrueExtent() throws Exception {
    job.publish(VALUES);

    JsonNode collection = job.document(JOB + "/collection.json");

    assertThat(collection.path("title").asText()).isEqualTo("Processing results");
    assertThat(collection.path("license").asText()).isEqualTo("proprietary");
    assertThat(collection.path("extent"))
        .isEqualTo(
            Published.json(
                "{'spatial': {'bbox': [[-121.5, 39.0, -120.0, 40.5]]}, 'temporal': {'interval':"
                    + " [['2021-07-13T19:03:24Z', '2022-05-24T19:03:19Z']]}}"));
  }

  @Test
  void describesAConfiguredStorage() throws Exception {
    StorageDescription storage =
        new StorageDescription(
            "AWS", true, "Glacier", Optional.of("us-east-1"), Optional.of("http://s3:4566"));

    JsonNode asset =
        new Published(folder, storage)
            .publish(VALUES)
            .at("/stac_catalog/value/features/1/assets/data");

    assertThat(asset.path("storage:region").asText()).isEqualTo("us-east-1");
    assertThat(asset.path("storage:endpoint").asText()).isEqualTo("http://s3:4566");
    assertThat(asset.path("storage:requester_pays").asBoolean()).isTrue();
  }

  /** It would be published as the text "Infinity". */
  @Test
  void refusesNumbersThatAreTooLarge() throws Exception {
    item("two", "2022-05-24T21:03:19+02:00", "[-121.0, 39.0, -120.0, 4e999]");

    assertThatThrownBy(() -> job.publish(VALUES)).hasMessageContaining("a number beyond 1.8e308");
  }

  @Test
  void followsCollectionsBelowTheCatalog() throws Exception {
    job.write(
        "out/catalog.json",
        "{'type': 'Catalog', 'stac_version': '1.1.0', 'id': 'c', 'links':"
            + " [{'rel': 'child', 'href': 'sub/collection.json'}]}");
    job.write("out/sub/legend.png", "png");
    job.write(
        "out/sub/collection.json",
        "{'type': 'Collection', 'stac_version': '1.1.0', 'id': 's', 'license': 'CC-BY-4.0',"
            + " 'assets': {'legend': {'href': 'legend.png'}},"
            + " 'links': [{'rel': 'root', 'href': '../catalog.json'},"
            + " {'rel': 'item', 'href': '../one/one.json'}]}");

    JsonNode value = job.publish(VALUES).at("/stac_catalog/value");

    assertThat(value.path("features")).hasSize(1);
    JsonNode collection = job.document(JOB + "/collection.json");
    assertThat(collection.path("stac_version").asText()).isEqualTo("1.1.0");
    assertThat(collection.path("license").asText()).isEqualTo("CC-BY-4.0");
    assertThat(collection.at("/assets/legend/href").asText()).isEqualTo("./legend.png");
    assertThat(job.file(JOB + "/legend.png")).hasContent("png");
  }

  @Test
  void keepsRemoteAssetsAndCompletesTypesAndRoles() throws Exception {
    job.write("out/one/q look.png", "png");
    job.write("out/one/deep/mask.tif", "other pixels");
    job.write(
        "out/one/one.json",
        "{'type': 'Feature', 'stac_version': '1.0.0', 'id': 'one', 'properties': {},"
            + " 'geometry': null, 'links': [], 'assets': {"
            + " 'far': {'href': 's3://bucket/b.tif'},"
            + " 'look': {'href': 'q%20look.png'},"
            + " 'a': {'href': './mask.tif'}, 'same': {'href': 'mask.tif'},"
            + " 'b': {'href': 'deep/mask.tif'}}}");

    JsonNode assets = job.publish(VALUES).at("/stac_catalog/value/features/0/assets");

    assertThat(assets.at("/far"))
        .isEqualTo(
            Published.json(
                "{'href': 's3://bucket/b.tif', 'type': 'image/tiff; application=geotiff',"
                    + " 'roles': ['data']}"));
    assertThat(assets.at("/look/href").asText()).isEqualTo("store:" + JOB + "/one/q%20look.png");
    assertThat(assets.at("/look/roles/0").asText()).isEqualTo("overview");
    assertThat(assets.at("/same/href")).isEqualTo(assets.at("/a/href"));
    assertThat(assets.at("/b/href").asText()).isEqualTo("store:" + JOB + "/one/mask-2.tif");
    assertThat(job.file(JOB + "/one/mask-2.tif")).hasContent("other pixels");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/periplus/out/one/mask.tif",
        "file:///periplus/out/one/mask.tif",
        "file:/periplus/out/one/mask.tif",
        "/periplus/out/out/one/mask.tif",
        "file://localhost/periplus/out/one/mas%6B.tif"
      })
  void findsWhatIsNamedByItsPathInTheContainer(String href) throws Exception {
    Path item = job.work("out/one/one.json");
    Files.writeString(item, Files.readString(item).replace("mask.tif", href));
    catalog("1.0.0", "/periplus/out/one/one.json", "file:///periplus/out/two/two.json");

    JsonNode value = job.publish(VALUES).at("/stac_catalog/value");

    assertThat(value.path("features")).hasSize(2);
    assertThat(job.file(JOB + "/one/mask.tif")).hasContent("pixels of one");
  }

  @Test
  void findsWhatIsNamedByAPathBesideThatOfTheCatalogItself() throws Exception {
    job.write(
        "out/catalog.json",
        "{'type': 'Catalog', 'stac_version': '1.0.0', 'id': 'c', 'description': 'd', 'links': ["
            + "{'rel': 'self', 'href': '/data/result/catalog.json'},"
            + "{'rel': 'item', 'href': '/data/result/one/one.json'}]}");
    Path item = job.work("out/one/one.json");
    Files.writeString(
        item, Files.readString(item).replace("mask.tif", "file:///data/result/one/mask.tif"));

    assertThat(job.publish(VALUES).at("/stac_catalog/value/features")).hasSize(1);
    assertThat(job.file(JOB + "/one/mask.tif")).hasContent("pixels of one");
  }

  @Test
  void doesNotTakeAFileOfTheSameNameForOneThatLaysElsewhere() throws Exception {
    Path item = job.work("out/one/one.json");
    Files.writeString(item, Files.readString(item).replace("mask.tif", "/periplus/in/7/mask.tif"));

    assertThatThrownBy(() -> job.publish(VALUES))
        .hasMessageContaining("leaves the folder of the output");
  }

  @Test
  void findsACollectionThatStandsAlone() throws Exception {
    Files.delete(job.work("out/catalog.json"));
    job.write(
        "out/collection.json",
        "{'type': 'Collection', 'stac_version': '1.0.0', 'id': 's', 'license': 'CC-BY-4.0',"
            + " 'links': [{'rel': 'item', 'href': './one/one.json'}]}");

    assertThat(job.publish(VALUES).at("/stac_catalog/value/features")).hasSize(1);
    assertThat(job.document(JOB + "/collection.json").path("license").asText())
        .isEqualTo("CC-BY-4.0");
  }

  @Test
  void findsACatalogInTheOnlyFolder() throws Exception {
    job.write("around/log.txt", "done");
    Files.move(job.work("out"), job.work("around/out"));

    JsonNode value =
        job.publish("{'c': {'class': 'Directory', 'path': 'WORK/around'}}").at("/c/value");

    assertThat(value.path("features")).hasSize(2);
    assertThat(job.file("catalog.json")).exists();
  }

  @Test
  void doesNotChooseAmongSeveralFolders() throws Exception {
    job.write("around/other/log.txt", "done");
    Files.move(job.work("out"), job.work("around/out"));

    JsonNode value =
        job.publish("{'c': {'class': 'Directory', 'path': 'WORK/around'}}").at("/c/value");

    assertThat(value.path("class").asText()).isEqualTo("Directory");
  }

  @Test
  void listsAFolderWithAFileThatIsOnlyCalledLikeACollection() throws Exception {
    Files.delete(job.work("out/catalog.json"));
    job.write("out/collection.json", "[1, 2]");

    assertThat(job.publish(VALUES).at("/stac_catalog/value/class").asText()).isEqualTo("Directory");
  }

  @Test
  void keepsItemsOfLikeIdsApart() throws Exception {
    item("three", "2021-07-13T19:03:24Z", "[0, 0, 1, 1]");
    Path three = job.work("out/three/three.json");
    Files.writeString(three, Files.readString(three).replace("\"three\"", "\"one\""));
    catalog("1.0.0", "one/one.json", "three/three.json");

    job.publish(VALUES);

    assertThat(job.file(JOB + "/one/mask.tif")).hasContent("pixels of one");
    assertThat(job.file(JOB + "/one-2/mask.tif")).hasContent("pixels of three");
  }

  @Test
  void keepsSeveralCatalogsApart() throws Exception {
    String directory = "{'class': 'Directory', 'path': 'WORK/out'}";

    JsonNode results =
        job.publish("{'all': [" + directory + ", " + directory + "], 'c': " + directory + "}");

    assertThat(results.at("/all/0/value/features/0/links/1/href").asText())
        .isEqualTo("store:all/catalog.json");
    assertThat(results.at("/all/1/value/features/0/links/1/href").asText())
        .isEqualTo("store:all/2/catalog.json");
    assertThat(results.at("/c/value/features/0/links/1/href").asText())
        .isEqualTo("store:c/catalog.json");
    assertThat(job.file("all/2/" + JOB + "/two/mask.tif")).exists();
  }

  @Test
  void givesTheTopToTheCatalogWhateverOtherOutputsAreCalled() throws Exception {
    job.write("a.txt", "a");

    job.publish(
        "{'catalog.json': {'class': 'File', 'path': 'WORK/a.txt'},"
            + " 'c': {'class': 'Directory', 'path': 'WORK/out'}}");

    assertThat(job.file("catalog.json")).isRegularFile();
    assertThat(job.file("catalog-2.json/a.txt")).hasContent("a");
  }

  @Test
  void listsAFolderWhoseCatalogIsNotStac() throws Exception {
    job.write("out/catalog.json", "{'books': []}");

    JsonNode value = job.publish(VALUES).at("/stac_catalog/value");

    assertThat(value.path("class").asText()).isEqualTo("Directory");
  }

  @Test
  void namesTheBrokenFile() throws Exception {
    job.write("out/two/two.json", "{'type': 'Feature',\n 'id': }");

    assertThatThrownBy(() -> job.publish(VALUES))
        .isInstanceOf(StageOutException.class)
        .hasMessageStartingWith(
            "Output 'stac_catalog' cannot be published: two/two.json is not JSON (line 2,");
  }

  @Test
  void namesAnItemThatIsMissing() throws Exception {
    catalog("1.0.0", "./gone.json");

    assertThatThrownBy(() -> job.publish(VALUES))
        .hasMessageEndingWith(
            "catalog.json refers to './gone.json', but the file gone.json does not exist");
  }

  @Test
  void namesAnAssetThatIsMissing() throws Exception {
    Files.delete(job.work("out/one/mask.tif"));

    assertThatThrownBy(() -> job.publish(VALUES))
        .hasMessageEndingWith(
            "one/one.json refers to 'mask.tif', but the file one/mask.tif does not exist");
    assertThat(job.file("catalog.json")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../secret.json", "/etc/passwd", "file:///etc/passwd", "%2e%2e/secret.json"})
  void refusesPathsThatLeaveTheFolder(String href) throws Exception {
    job.write("secret.json", "{}");
    catalog("1.0.0", href);

    assertThatThrownBy(() -> job.publish(VALUES))
        .isInstanceOf(StageOutException.class)
        .hasMessageContaining("leaves the folder of the output");
  }

  @Test
  void refusesAnAssetThatIsALinkOutOfTheFolder() throws Exception {
    Files.delete(job.work("out/one/mask.tif"));
    Files.createSymbolicLink(job.work("out/one/mask.tif"), Path.of("/etc/passwd"));

    assertThatThrownBy(() -> job.publish(VALUES))
        .isInstanceOf(StageOutException.class)
        .hasMessageEndingWith(
            "one/one.json refers to 'mask.tif', but the symbolic link one/mask.tif leads out of"
                + " the folder of the output");
  }

  @Test
  void endsOnCatalogsThatLinkToEachOther() throws Exception {
    job.write(
        "out/catalog.json",
        "{'type': 'Catalog', 'stac_version': '1.0.0', 'id': 'c', 'links':"
            + " [{'rel': 'child', 'href': 'a.json'}]}");
    job.write(
        "out/a.json",
        "{'type': 'Catalog', 'stac_version': '1.0.0', 'id': 'a', 'links':"
            + " [{'rel': 'child', 'href': 'catalog.json'}]}");

    assertThat(job.publish(VALUES).at("/stac_catalog/value/features")).isEmpty();
  }

  private void catalog(String version, String... items) throws IOException {
    String links = "{'rel': 'root', 'href': './catalog.json'}";
    for (String item : items) {
      links += ", {'rel': 'item', 'href': '" + item + "'}";
    }
    job.write(
        "out/catalog.json",
        "{'type': 'Catalog', 'stac_version': '%s', 'id': 'c', 'description': 'd', 'links': [%s]}"
            .formatted(version, links));
  }

  private void item(String id, String datetime, String bbox) throws IOException {
    job.write("out/" + id + "/mask.tif", "pixels of " + id);
    job.write(
        "out/" + id + "/" + id + ".json",
        ("{'type': 'Feature', 'stac_version': '1.0.0', 'id': '%s',"
                + " 'properties': {'datetime': '%s'}, 'bbox': %s,"
                + " 'geometry': {'type': 'Point', 'coordinates': [0, 0]},"
                + " 'links': [{'rel': 'root', 'href': '../catalog.json'},"
                + " {'rel': 'derived_from', 'href': 'https://example.org/source.json'}],"
                + " 'assets': {'data': {'href': 'mask.tif',"
                + " 'type': 'image/tiff; application=geotiff', 'roles': ['data', 'visual']}}}")
            .formatted(id, datetime, bbox));
  }

  private static Iterable<String> hrefs(JsonNode document) {
    return document.path("links").findValuesAsText("href");
  }
}
