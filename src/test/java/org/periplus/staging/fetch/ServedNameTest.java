package org.periplus.staging.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;

class ServedNameTest {

  private static String named(String disposition) {
    HttpResponse answer = new BasicHttpResponse(200);
    answer.addHeader("Content-Disposition", disposition);
    return ServedName.of(answer);
  }

  @Test
  void isWhatTheHeaderSays() {
    assertThat(named("attachment; filename=\"folder/a b.tif\"")).isEqualTo("a b.tif");
    assertThat(named("attachment; filename=a.tif")).isEqualTo("a.tif");
    assertThat(named("attachment; filename*=UTF-8''%C3%9F.tif")).isEqualTo("ß.tif");
  }

  @Test
  void mayBeLong() {
    String name = "a".repeat(1_000_000);

    assertThat(named("attachment; filename=\"" + name + "\"")).isEqualTo(name);
  }
}
