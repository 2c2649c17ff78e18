package org.periplus.api.result.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.configuration.DataSize;
import org.periplus.staging.store.LocalResultStore;
import org.periplus.staging.store.StorageDescription;
import org.periplus.staging.store.StoredFile;

class ResultsPageTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHA_256 = "1220" + "ab".repeat(32);

  private static final String ITEM =
      """
      {"type": "Feature", "stac_version": "1.0.0", "id": "lake",
       "properties": {"datetime": "2021-07-13T19:03:24Z", "eo:cloud_cover": 12.5,
         "platform": "sentinel-2b", "instruments": ["msi"], "title": {"not": "a text"}},
       "bbox": [10, 50, 11, 51],
       "geometry": {"type": "Polygon", "coordinates":
         [[[10, 50], [11, 50], [11, 51], [10, 51], [10, 50]]]},
       "links": [{"rel": "root", "href": "store:catalog.json"},
         {"rel": "self", "href": "store:lake/lake.json"}],
       "assets": {
         "mask": {"href": "store:lake/mask.tif", "type": "image/tiff; application=geotiff",
           "title": "Water", "roles": ["data"], "file:size": 1234, "file:checksum": "%s",
           "classification:classes": [{"value": 1, "name": "water", "color_hint": "0000FF"},
             {"value": "2"}, {"value": 3, "color_hint": "red; }"}]},
         "thumb": {"href": "store:lake/thumb.png", "type": "image/png", "roles": ["thumbnail"]},
         "far": {"href": "https://example.org/far.tif"},
         "bucket": {"href": "s3://other/x.tif"},
         "evil": {"href": "javascript:alert(1)"}}}
      """
          .formatted(SHA_256);

  @TempDir Path folder;
  private final UUID jobId = UUID.randomUUID();
  private LocalResultStore store;

  @BeforeEach
  void publishSome() throws IOException {
    store = new LocalResultStore(folder.resolve("results"), StorageDescription.defaults());
    Path prepared = Files.createDirectories(folder.resolve("prepared"));
    Files.createDirectories(prepared.resolve("lake"));
    Files.writeString(prepared.resolve("lake/thumb.png"), "png");
    Files.writeString(prepared.resolve("notes.txt"), "Übung macht den Meister");
    Files.writeString(prepared.resolve("report.json"), "{\"a\": 1}");
    Files.writeString(prepared.resolve("table.csv"), "id;name\n1;\"a;\"\"b\"\"\"\n2;c\n3;d\n");
    Files.writeString(prepared.resolve("shores.geojson"), "{}");
    Files.write(prepared.resolve("fake.txt"), new byte[] {0, 1, 2});
    store.publish(jobId, prepared);
  }

  @Test
  void itemsAreWhatPeopleWantToKnowOfThem() throws IOException {
    ResultsPage page = page("{\"catalog\": {\"value\": %s}}".formatted(catalog(ITEM)));

    assertThat(page.items()).hasSize(1);
    ShownItem item = page.items().get(0);
    assertThat(item.id()).isEqualTo("lake");
    assertThat(item.title()).isEmpty();
    assertThat(item.from()).contains("2021-07-13T19:03:24Z");
    assertThat(item.facts())
        .containsExactly(
            Map.entry("platform", "sentinel-2b"),
            Map.entry("instruments", "msi"),
            Map.entry("eo:cloud_cover", "12.5"));
    assertThat(item.href()).contains("http://here/lake/lake.json");
    assertThat(page.catalog()).contains("http://here/catalog.json");
    assertThat(page.values()).isEmpty();
  }

  @Test
  void assetsAreFilesWithAllThatIsKnownOfThem() throws IOException {
    ResultsPage page = page("{\"item\": %s}".formatted(ITEM));

    ShownFile mask = page.files().get(0);
    assertThat(mask.item()).contains("lake");
    assertThat(mask.title()).isEqualTo("Water");
    assertThat(mask.name()).isEqualTo("mask.tif");
    assertThat(mask.size()).contains(1234L);
    assertThat(mask.checksum()).contains("SHA-256 " + "ab".repeat(32));
    assertThat(mask.isRaster()).isTrue();
    assertThat(mask.classes())
        .containsExactly(
            new ShownClass(1, "water", Optional.of("0000FF")),
            new ShownClass(3, "", Optional.empty()));
    ShownFile thumbnail = page.files().get(1);
    assertThat(thumbnail.isPicture()).isTrue();
    assertThat(thumbnail.size()).as("of the store").contains(3L);
  }

  @Test
  void filesElsewhereAreLinkedOnlyWhereBrowsersMayFollow() throws IOException {
    ResultsPage page = page("{\"item\": %s}".formatted(ITEM));

    Map<String, Optional<String>> links = new TreeMap<>();
    page.files().forEach(file -> links.put(file.title(), file.href()));
    assertThat(links)
        .containsEntry("far", Optional.of("https://example.org/far.tif"))
        .containsEntry("bucket", Optional.empty())
        .containsEntry("evil", Optional.empty());
    assertThat(page.files())
        .filteredOn(file -> file.path().isEmpty())
        .as("the page loads nothing from elsewhere")
        .allMatch(file -> file.own().isEmpty() && !file.isRaster());
  }

  @Test
  void theMapHasFootprintsAndRasters() throws IOException {
    ResultsPage page = page("{\"item\": %s}".formatted(ITEM));

    assertThat(page.map().isEmpty()).isFalse();
    assertThat(page.map().footprints().at("/features/0/geometry/type").asText())
        .isEqualTo("Polygon");
    assertThat(page.map().rasters())
        .extracting(MapContent.Layer::title, MapContent.Layer::href)
        .containsExactly(tuple("lake: Water", "http://here/lake/mask.tif?own"));
  }

  @Test
  void anOutlineOfManyPointsIsARectangle() throws IOException {
    ObjectNode item = (ObjectNode) JSON.readTree(ITEM);
    ArrayNode ring = item.withObject("/geometry").putArray("coordinates").addArray();
    for (int at = 0; at < 5000; at++) {
      ring.addArray().add(10 + at / 5000.0).add(50);
    }

    JsonNode footprint = page("{\"item\": %s}".formatted(item)).map().footprints();

    assertThat(footprint.at("/features/0/geometry/coordinates/0")).hasSize(5);
  }

  @Test
  void anItemWithoutAPlaceIsNotOnTheMap() throws IOException {
    ObjectNode item = (ObjectNode) JSON.readTree(ITEM);
    item.putNull("geometry").remove("bbox");
    item.putObject("assets");

    assertThat(page("{\"item\": %s}".formatted(item)).map().isEmpty()).isTrue();
  }

  @Test
  void valuesAreShownAsWhatTheyAre() throws IOException {
    ResultsPage page =
        page(
            """
            {"count": 42, "name": "<b>lake</b>", "list": [1, 2], "long": "%s",
             "shape": {"type": "Point", "coordinates": [10, 50]}}
            """
                .formatted("x".repeat(2000)));

    assertThat(page.values())
        .extracting(ShownValue::output, ShownValue::json, ShownValue::cut)
        .containsExactly(
            tuple("count", false, false),
            tuple("name", false, false),
            tuple("list", true, false),
            tuple("long", false, true),
            tuple("shape", true, false));
    assertThat(page.map().geojson()).extracting(MapContent.Layer::title).containsExactly("shape");
  }

  @Test
  void textsTablesAndJsonAreSeenAtOnce() throws IOException {
    ResultsPage page =
        page(
            """
            {"notes": {"href": "store:notes.txt", "type": "text/plain"},
             "all": [{"href": "store:report.json"}, {"href": "store:table.csv"}],
             "fake": {"href": "store:fake.txt"}, "gone": {"href": "store:gone.txt"},
             "shores": {"href": "store:shores.geojson"}}
            """);

    assertThat(page.previews())
        .extracting(preview -> preview.file().name())
        .containsExactly("notes.txt", "report.json", "table.csv", "shores.geojson");
    assertThat(page.previews().get(0).text()).contains("Übung macht den Meister");
    assertThat(page.previews().get(1).json()).isTrue();
    assertThat(page.previews().get(2).rows())
        .containsExactly(List.of("id", "name"), List.of("1", "a;\"b\""), List.of("2", "c"));
    assertThat(page.previews().get(2).cut()).as("three rows are the most").isTrue();
    assertThat(page.map().geojson())
        .extracting(MapContent.Layer::href)
        .containsExactly("http://here/shores.geojson?own");
  }

  @Test
  void aTextEndsWithAWholeLetter() throws IOException {
    PageConfiguration little = new PageConfiguration(500, 10, new DataSize(1), 3, new DataSize(9));
    ResultsPage page = page("{\"notes\": {\"href\": \"store:notes.txt\"}}", little);

    assertThat(page.previews().get(0).text()).contains("");
    assertThat(page.previews().get(0).cut()).isTrue();
  }

  @Test
  void whatIsTooMuchIsCounted() throws IOException {
    StringBuilder many = new StringBuilder("{\"files\": [{\"href\": \"store:0.txt\"}");
    for (int at = 1; at < 20; at++) {
      many.append(", {\"href\": \"store:").append(at).append(".txt\"}");
    }
    PageConfiguration few =
        new PageConfiguration(5, 10, DataSize.of("1 KiB"), 3, DataSize.of("1 KiB"));

    ResultsPage page = page(many + "]}", few);

    assertThat(page.files()).hasSize(5);
    assertThat(page.left()).isEqualTo(15);
  }

  @ParameterizedTest
  @CsvSource({
    "1114abababababababababababababababababababab, SHA-1 abababababababababababababababababababab",
    "d50110000102030405060708090a0b0c0d0e0f, MD5 000102030405060708090a0b0c0d0e0f",
    "ffff00112233, ffff00112233",
    "<script>, ''",
  })
  void checksumsAreNamed(String multihash, String readable) {
    assertThat(Multihash.readable(multihash).orElse("")).isEqualTo(readable);
  }

  private static String catalog(String item) {
    return "{\"type\": \"FeatureCollection\", \"features\": [" + item + "]}";
  }

  private ResultsPage page(String results) throws IOException {
    return page(
        results, new PageConfiguration(500, 10, DataSize.of("1 KiB"), 2, DataSize.of("1 KiB")));
  }

  private ResultsPage page(String results, PageConfiguration most) throws IOException {
    ObjectNode stored = (ObjectNode) JSON.readTree(results);
    return ResultsPage.of(
        new ResultsPage.About(jobId, Optional.empty(), "p", Optional.empty(), "http://here/zip"),
        stored,
        stored,
        new Published(store, jobId),
        most);
  }

  private record Published(LocalResultStore store, UUID jobId) implements ResultFiles {

    @Override
    public Optional<String> path(JsonNode link) {
      String href = link.path("href").asText();
      return href.startsWith("store:") ? Optional.of(href.substring(6)) : Optional.empty();
    }

    @Override
    public String download(String path) {
      return "http://here/" + path;
    }

    @Override
    public String own(String path) {
      return download(path) + "?own";
    }

    @Override
    public String geojson(String output) {
      return "http://here/results/" + output;
    }

    @Override
    public Map<String, Long> sizes(Set<String> paths) throws IOException {
      Map<String, Long> sizes = new TreeMap<>();
      store.list(jobId, (path, size) -> sizes.put(path, size) == null);
      sizes.keySet().retainAll(paths);
      return sizes;
    }

    @Override
    public Optional<StoredFile> open(String path) throws IOException {
      return store.open(jobId, path);
    }
  }
}
