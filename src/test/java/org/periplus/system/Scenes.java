package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The example application and the web server of its scenes, as the demo uses them. */
public final class Scenes {

  static final String[] ITEMS = {"S2B_10TFK_20210713_0_L2A", "S2A_10TFK_20220524_0_L2A"};

  private Scenes() {}

  /** The example's application package. */
  public static String applicationPackage() throws IOException {
    return Files.readString(Path.of("docker/examples/water-bodies/water-bodies.cwl"));
  }

  /** Starts the web server, if it does not run; gives the inputs of the seed's request. */
  static String inputs() throws IOException, InterruptedException {
    return inputs(script("start").lines().reduce((first, last) -> last).orElseThrow());
  }

  /** The inputs of the seed's request, with the scenes at this URL. */
  public static String inputs(String url) {
    return """
        {"stac_items": ["%s/%s.json", "%s/%s.json"],
         "aoi": "-121.399,39.834,-120.74,40.472", "epsg": "EPSG:4326",
         "bands": ["green", "nir"]}
        """
        .formatted(url, ITEMS[0], url, ITEMS[1]);
  }

  private static String script(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("docker/scenes", command).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
