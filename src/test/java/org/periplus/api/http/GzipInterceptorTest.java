package org.periplus.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GzipInterceptorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip | true",
        "deflate, GZIP;q=0.5 | true",
        "br, * | true",
        "gzip;q=0, * | false",
        "gzip; q=0.000 | false",
        "identity | false",
        "x-gzip | false"
      })
  void compressesWhereTheClientTakesIt(String acceptEncoding, boolean accepted) {
    assertThat(GzipInterceptor.accepts(acceptEncoding)).isEqualTo(accepted);
  }
}
