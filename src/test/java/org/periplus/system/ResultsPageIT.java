package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.WebElement;

/** The page of results: the masks of the example on its map, and whatever else tools give. */
@ArquillianTest
@Tag("server")
class ResultsPageIT {

  /**
   * The middle of an area of one colour, in pixels of the map; null when there is none. Read from
   * the canvases that the map has drawn.
   */
  private static final String MIDDLE_OF_COLOUR =
      """
      const [colour, around] = arguments;
      const map = document.getElementById("map").getBoundingClientRect();
      for (const canvas of document.querySelectorAll("#map canvas")) {
        const {width, height} = canvas;
        const {data} = canvas.getContext("2d").getImageData(0, 0, width, height);
        const fits = (x, y) => colour.every((part, at) => data[(y * width + x) * 4 + at] === part);
        for (let y = around; y < height - around; y += 3) {
          for (let x = around; x < width - around; x += 3) {
            let all = true;
            for (let dy = -around; all && dy <= around; dy++) {
              for (let dx = -around; all && dx <= around; dx++) {
                all = fits(x + dx, y + dy);
              }
            }
            if (all) {
              return [Math.round(x * map.width / width), Math.round(y * map.height / height)];
            }
          }
        }
      }
      return null;
      """;

  private final Chromium browser = Chromium.shared();
  private final Server server = new Server("lakes");

  @Test
  void aMaskIsSeenOnTheMapWhereItIs() throws Exception {
    server.delete("processes/water-bodies?force=true");
    server.deploy(Scenes.applicationPackage());
    String job = server.execute("water-bodies", Scenes.inputs());
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");
    JsonNode item =
        Server.json(server.get("jobs/" + job + "/results")).at("/stac_catalog/value/features/0");
    Raster mask = raster(server.download(item.at("/assets/data/href").asText()));

    openMap("jobs/" + job + "/results");
    findsTheValue(1, mask, item);
    findsTheValue(0, mask, item);
    theFilesAreListed(item);
    opacityCounts();
    browser.page().executeScript("window.scrollTo(0, 0)");
    for (String theme : List.of("light", "dark")) {
      browser.theme(theme);
      Axe.check(browser.page());
    }
    browser.theme("light");
    openMap("jobs/" + job + "/results"); // from the browser's cache, which asks whether it changed
    assertThat(browser.complaints()).isEmpty();
    theArchiveHasAll(job, item);
  }

  private void openMap(String path) {
    browser.size(1280, 900);
    browser.open(server.uri(path).toString());
    browser.until(
        "the map is there",
        () -> "true".equals(browser.find("#map").getDomAttribute("data-ready")));
  }

  /**
   * Looks for a place on the map that is coloured as the legend says, and compares it with the
   * file.
   */
  private void findsTheValue(int value, Raster mask, JsonNode item) {
    WebElement swatch = browser.find(".legend .swatch[data-class='" + value + "']");
    List<Long> colour = colour(swatch.getCssValue("background-color"));
    WebElement footprints = browser.find("#layers input[type=checkbox]");
    if (footprints.isSelected()) {
      footprints.click(); // they lie above
    }
    List<Number> found = new ArrayList<>();
    browser.until(
        "the colour of the value " + value + " is on the map",
        () -> {
          if (browser.page().executeScript(MIDDLE_OF_COLOUR, colour, 4) instanceof List<?> place) {
            place.forEach(each -> found.add((Number) each));
          }
          return !found.isEmpty();
        });

    browser.pointAt(browser.find("#map"), found.get(0).intValue(), found.get(1).intValue());

    WebElement point = browser.find("#point");
    browser.until(
        "the value under the pointer is told",
        () -> ("" + value).equals(point.getDomAttribute("data-value")));
    int column = Integer.parseInt(point.getDomAttribute("data-column"));
    int row = Integer.parseInt(point.getDomAttribute("data-row"));
    assertThat(mask.getSample(column, row, 0)).isEqualTo(value);
    double[] expected =
        place(item, (column + 0.5) / mask.getWidth(), (row + 0.5) / mask.getHeight());
    assertThat(Double.parseDouble(point.getDomAttribute("data-lon")))
        .isCloseTo(expected[0], within(0.0005));
    assertThat(Double.parseDouble(point.getDomAttribute("data-lat")))
        .isCloseTo(expected[1], within(0.0005));
  }

  private static List<Long> colour(String css) {
    List<Long> parts = new ArrayList<>();
    for (String part : css.replaceAll("[^0-9,]", "").split(",", -1)) {
      parts.add(Long.parseLong(part));
    }
    return parts.subList(0, 3);
  }

  /** Between the corners that the item states, which the example's tools have computed. */
  private static double[] place(JsonNode item, double right, double down) {
    List<double[]> corners = new ArrayList<>();
    for (int at = 0; at < 4; at++) {
      JsonNode corner = item.at("/geometry/coordinates/0/" + at);
      corners.add(new double[] {corner.get(0).asDouble(), corner.get(1).asDouble()});
    }
    corners.sort(Comparator.comparingDouble(corner -> -corner[1]));
    Comparator<double[]> fromTheWest = Comparator.comparingDouble(corner -> corner[0]);
    List<double[]> top = corners.subList(0, 2).stream().sorted(fromTheWest).toList();
    List<double[]> bottom = corners.subList(2, 4).stream().sorted(fromTheWest).toList();
    double[] place = new double[2];
    for (int axis = 0; axis < 2; axis++) {
      double above = top.get(0)[axis] * (1 - right) + top.get(1)[axis] * right;
      double below = bottom.get(0)[axis] * (1 - right) + bottom.get(1)[axis] * right;
      place[axis] = above * (1 - down) + below * down;
    }
    return place;
  }

  private void theFilesAreListed(JsonNode item) {
    String href = item.at("/assets/data/href").asText();
    assertThat(browser.find("table.files tbody tr th a").getDomAttribute("href")).isEqualTo(href);
    assertThat(browser.find("table.files [data-copy]").getDomAttribute("data-copy"))
        .isEqualTo("/vsicurl/" + href);
    assertThat(browser.findAll("table.files tbody tr")).hasSize(2);
    assertThat(browser.find(".cards .card h3").getText()).isEqualTo(item.get("id").asText());
  }

  private void opacityCounts() {
    browser
        .page()
        .executeScript(
            "const range = document.querySelector('#layers input[type=range]');"
                + "range.value = 0; range.dispatchEvent(new Event('input'));");
    List<Long> water =
        colour(browser.find(".legend .swatch[data-class='1']").getCssValue("background-color"));
    browser.until(
        "the layer cannot be seen any more",
        () -> {
          Object shown =
              browser
                  .page()
                  .executeScript(
                      "return [...document.querySelectorAll('#map .ol-layer')]"
                          + ".every((layer) => layer.style.opacity !== '')");
          return Boolean.TRUE.equals(shown)
              || browser.page().executeScript(MIDDLE_OF_COLOUR, water, 4) == null;
        });
  }

  private void theArchiveHasAll(String job, JsonNode item) throws Exception {
    Map<String, Long> files = new TreeMap<>();
    byte[] archive = server.download(server.uri("jobs/" + job + "/files.zip").toString());
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), (long) zip.readAllBytes().length);
      }
    }
    byte[] mask = server.download(item.at("/assets/data/href").asText());
    String folder = job + "/" + item.get("id").asText();
    assertThat(files)
        .containsEntry(folder + "/otsu.tif", (long) mask.length)
        .containsKeys("results.json", "catalog.json", job + "/collection.json");
  }

  private static Raster raster(byte[] tiff) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("tiff").next();
    try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(tiff))) {
      reader.setInput(stream);
      return reader.read(0).getRaster();
    } finally {
      reader.dispose();
    }
  }

  @Test
  void resultsOfAllKindsAreShownAsWhatTheyAre() throws Exception {
    server.delete("processes/result-kinds?force=true");
    server.deploy(Packages.OUTPUTS);
    String job = server.execute("result-kinds", "{}");
    assertThat(server.awaitEnd(job).get("status").asText()).isEqualTo("successful");

    Document page = Jsoup.parse(server.get("jobs/" + job + "/results?f=html").body());
    assertThat(page.select("dl.card dt").eachText()).contains("count", "title");
    assertThat(page.select("dl.card dd").eachText()).contains("42", "<img src=x onerror=alert(1)>");
    assertThat(page.select("figure img")).hasSize(1);
    assertThat(page.select(".table-preview td").eachText())
        .containsExactly("<b>Almanor</b>", "108.5");
    assertThat(page.select("pre.preview").eachText()).contains("</pre><script>alert(1)</script>");
    assertThat(page.select("details summary").eachText()).contains("report: report.json", "links");
    assertThat(page.select("table.files tbody tr")).hasSize(5);
    assertThat(page.select("main script:not(.texts)")).isEmpty();

    openMap("jobs/" + job + "/results");
    browser.until(
        "the picture is loaded",
        () ->
            Boolean.TRUE.equals(
                browser
                    .page()
                    .executeScript(
                        "const picture = document.querySelector('figure img');"
                            + "picture.scrollIntoView(); return picture.naturalWidth === 1;")));
    browser.size(390, 844);
    assertThat(
            browser
                .page()
                .executeScript("return document.documentElement.scrollWidth <= innerWidth"))
        .as("nothing is wider than the window")
        .isEqualTo(true);
    Axe.check(browser.page());
    assertThat(browser.complaints()).isEmpty();
  }
}
