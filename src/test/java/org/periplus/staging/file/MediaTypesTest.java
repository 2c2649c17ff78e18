package org.periplus.staging.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediaTypesTest {

  @Test
  void knowsTheFormatsOfTheField() {
    assertThat(MediaTypes.of("otsu.tif")).isEqualTo("image/tiff; application=geotiff");
    assertThat(MediaTypes.of("a/B04.JP2")).isEqualTo("image/jp2");
    assertThat(MediaTypes.of("cube.zarr")).isEqualTo("application/vnd.zarr");
    assertThat(MediaTypes.of("x.tar.gz")).isEqualTo("application/gzip");
  }

  @Test
  void saysSoWhenANameSaysNothing() {
    assertThat(MediaTypes.of("README")).isEqualTo(MediaTypes.UNKNOWN);
    assertThat(MediaTypes.of("a.txt/README")).isEqualTo(MediaTypes.UNKNOWN);
  }

  @Test
  void findsAnExtensionWhateverTheParameters() {
    assertThat(MediaTypes.extension("Text/Plain; charset=utf-8")).contains("txt");
    assertThat(MediaTypes.extension("image/tiff")).contains("tif");
    assertThat(MediaTypes.extension("application/x-nothing")).isEmpty();
  }
}
