package org.periplus.api.result.page;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How much of its results the page of a job shows; all of them are in the JSON and the archive.
 *
 * @param files how many files, items and values it lists
 * @param previews how many files it shows the beginning of
 * @param previewSize how much of a text it shows
 * @param previewRows how many rows of a table
 * @param loadedSize the largest picture, and the largest GeoJSON, that it loads by itself
 */
@Dependent
public record PageConfiguration(
    @ConfigProperty(name = "periplus.web.results.files", defaultValue = "500") int files,
    @ConfigProperty(name = "periplus.web.results.previews", defaultValue = "10") int previews,
    @ConfigProperty(name = "periplus.web.results.preview-size", defaultValue = "64 KiB")
        DataSize previewSize,
    @ConfigProperty(name = "periplus.web.results.preview-rows", defaultValue = "100")
        int previewRows,
    @ConfigProperty(name = "periplus.web.results.loaded-size", defaultValue = "10 MiB")
        DataSize loadedSize) {

  @Inject
  public PageConfiguration {}

  /** The defaults. */
  public static PageConfiguration defaults() {
    return new PageConfiguration(500, 10, DataSize.of("64 KiB"), 100, DataSize.of("10 MiB"));
  }
}
