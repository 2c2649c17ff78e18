package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.junit.jupiter.api.Test;

/**
 * The example application on a real scene: Landsat 8, 2015-08-04, green (B3), near infrared (B5).
 */
@ArquillianTest
class RealSceneIT {

  private static final Path SCENE = Path.of("../shared/data/landsat8").toAbsolutePath().normalize();
  private static final int BINS = 4096;

  private static final String ITEM =
      """
      {"type": "Feature", "stac_version": "1.0.0", "id": "l8", "links": [],
       "bbox": [-87.497, 30.646, -87.299, 30.811],
       "geometry": {"type": "Polygon", "coordinates": [[[-87.497, 30.646], [-87.299, 30.646],
         [-87.299, 30.811], [-87.497, 30.811], [-87.497, 30.646]]]},
       "properties": {"datetime": "2015-08-04T16:13:25Z"},
       "assets": {
         "B3": {"href": "l8_B3.tif", "eo:bands": [{"name": "B3", "common_name": "green"}]},
         "B5": {"href": "l8_B5.tif", "eo:bands": [{"name": "B5", "common_name": "nir"}]}}}
      """;

  @Test
  void findsTheWaterThatAnIndependentComputationFinds() throws Exception {
    if (!Files.isDirectory(SCENE)) {
      System.out.println("Left out: the real scene is not here (" + SCENE + ")");
      return;
    }
    Server server = new Server("real-scene");
    server.delete("processes/water-bodies");
    server.deploy(Scenes.applicationPackage());
    try (SceneServer scene = SceneServer.of(SCENE, ITEM)) {
      String job =
          server.execute(
              "water-bodies",
              """
              {"stac_items": ["%s/item.json"], "aoi": "-87.6,30.6,-87.2,30.9",
               "epsg": "EPSG:4326", "bands": ["green", "nir"]}
              """
                  .formatted(scene.url()));
      JsonNode status = server.awaitEnd(job);
      assertThat(status.get("status").asText()).as(status.toString()).isEqualTo("successful");
      JsonNode item =
          Server.json(server.get("jobs/" + job + "/results")).at("/stac_catalog/value/features/0");

      Raster mask = raster(server.download(item.at("/assets/data/href").asText()));

      assertThat(agreement(mask, expectedWater())).isGreaterThan(0.98);
    }
  }

  /** The share of the pixels in which a mask and the expectation agree. */
  private static double agreement(Raster mask, boolean[][] water) {
    assertThat(mask.getHeight()).isEqualTo(water.length);
    assertThat(mask.getWidth()).isEqualTo(water[0].length);
    int same = 0;
    for (int y = 0; y < water.length; y++) {
      for (int x = 0; x < water[y].length; x++) {
        same += (mask.getSample(x, y, 0) == 1) == water[y][x] ? 1 : 0;
      }
    }
    return (double) same / (water.length * water[0].length);
  }

  /** The normalised difference water index of the whole scene, above Otsu's threshold. */
  private static boolean[][] expectedWater() throws IOException {
    Raster green = raster(Files.readAllBytes(SCENE.resolve("l8_B3.tif")));
    Raster nir = raster(Files.readAllBytes(SCENE.resolve("l8_B5.tif")));
    double[][] index = new double[green.getHeight()][green.getWidth()];
    for (int y = 0; y < index.length; y++) {
      for (int x = 0; x < index[y].length; x++) {
        double g = green.getSample(x, y, 0);
        double n = nir.getSample(x, y, 0);
        index[y][x] = (g - n) / (g + n);
      }
    }
    double threshold = otsu(index);
    boolean[][] water = new boolean[index.length][index[0].length];
    for (int y = 0; y < index.length; y++) {
      for (int x = 0; x < index[y].length; x++) {
        water[y][x] = index[y][x] > threshold;
      }
    }
    return water;
  }

  /** The threshold that makes the variance between the two classes largest. */
  private static double otsu(double[][] values) {
    double[] histogram = new double[BINS];
    double total = 0;
    double sum = 0;
    for (double[] row : values) {
      for (double value : row) {
        int bin = (int) Math.min(BINS - 1, (value + 1) / 2 * BINS);
        histogram[bin]++;
        total++;
        sum += bin;
      }
    }
    double below = 0;
    double sumBelow = 0;
    double largest = -1;
    int best = 0;
    for (int bin = 0; bin < BINS - 1; bin++) {
      below += histogram[bin];
      sumBelow += bin * histogram[bin];
      double difference = sumBelow / below - (sum - sumBelow) / (total - below);
      double variance = below * (total - below) * difference * difference;
      if (variance > largest) {
        largest = variance;
        best = bin;
      }
    }
    return (best + 1) * 2.0 / BINS - 1;
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
}
