package org.periplus.web;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What pages show of others. Immutable.
 *
 * @param basemap the base map of all maps, as an XYZ URL that browsers ask; without it, what this
 *     server has itself
 * @param basemapAttribution who has to be named on the base map, as the operator's own HTML
 * @param stacBrowser the beginning of a URL that shows a catalog whose URL is put at its end
 */
@Dependent
public record WebConfiguration(
    @ConfigProperty(name = BASEMAP) Optional<String> basemap,
    @ConfigProperty(name = "periplus.web.basemap-attribution") Optional<String> basemapAttribution,
    @ConfigProperty(name = STAC_BROWSER) Optional<String> stacBrowser) {

  private static final String BASEMAP = "periplus.web.basemap";
  private static final String STAC_BROWSER = "periplus.web.stac-browser";

  /** Some hosts are several, as in {@code https://{a-c}.tiles.example.org}. */
  private static final Pattern TILES =
      Pattern.compile("(https?://)(\\{[a-z0-9]-[a-z0-9]}\\.)?([A-Za-z0-9.-]+(?::\\d+)?)/\\S*");

  private static final Pattern WEB = Pattern.compile("https?://[^\\s<>\"]+");

  /**
   * The configuration of a server.
   *
   * @throws IllegalArgumentException if a URL is none that a browser can ask
   */
  @Inject
  public WebConfiguration {
    if (basemap.isPresent() && !isTiles(basemap.get())) {
      throw new IllegalArgumentException(
          BASEMAP
              + " must be the URL of tiles, such as https://tiles.example.org/{z}/{x}/{y}.png,"
              + " and not '"
              + basemap.get()
              + "'");
    }
    if (stacBrowser.isPresent() && !WEB.matcher(stacBrowser.get()).matches()) {
      throw new IllegalArgumentException(
          STAC_BROWSER + " must be an http or https URL, and not '" + stacBrowser.get() + "'");
    }
  }

  private static boolean isTiles(String url) {
    return TILES.matcher(url).matches()
        && url.contains("{z}")
        && url.contains("{x}")
        && (url.contains("{y}") || url.contains("{-y}"));
  }

  /** The origin that the base map's pictures come from, as a policy of content names it. */
  Optional<String> basemapOrigin() {
    return basemap.map(
        url -> {
          Matcher tiles = TILES.matcher(url);
          if (!tiles.matches()) {
            throw new IllegalStateException(url);
          }
          return tiles.group(1) + (tiles.group(2) == null ? "" : "*.") + tiles.group(3);
        });
  }

  /** What templates see. */
  Map<String, String> model() {
    return Map.of(
        "basemap", basemap.orElse(""),
        "attribution", basemapAttribution.orElse(""),
        "stacBrowser", stacBrowser.orElse(""));
  }
}
