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

  @Test
  void aMediaTypeIsWrittenAsFieldsOfAnswersHaveIt() {
    assertThat(MediaTypes.wellFormed("image/tiff;application=geotiff;profile=cloud-optimized"))
        .hasValue("image/tiff; application=geotiff; profile=cloud-optimized");
    assertThat(MediaTypes.wellFormed("application/gml+xml; version=3.2; profile=http://a/b?c"))
        .hasValue("application/gml+xml; version=3.2; profile=\"http://a/b?c\"");
    assertThat(MediaTypes.wellFormed("a/b; x=\"1 2\"")).hasValue("a/b; x=\"1 2\"");
    for (String none :
        new String[] {
          "", "x", "a/b\r\nX: y", "a/b; x=\"\r\n\"", "a/b; x", "a/b c", "a/b;x=ä", "a/"
        }) {
      assertThat(MediaTypes.wellFormed(none)).as(none).isEmpty();
    }
    assertThat(MediaTypes.wellFormed("a/b; x=" + "y".repeat(1000))).isEmpty();
  }
}
