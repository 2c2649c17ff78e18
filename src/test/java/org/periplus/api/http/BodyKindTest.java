package org.periplus.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyKindTest {

  @Test
  void whatPagesCanSendUnaskedIsReadFromProgramsAlone() {
    for (MediaType type : new MediaType[] {null, MediaType.TEXT_PLAIN_TYPE}) {
      assertThat(BodyKind.PACKAGE.has(type, false)).isTrue();
      assertThat(BodyKind.PACKAGE.has(type, true)).isFalse();
    }
    assertThat(BodyKind.EXECUTE_REQUEST.has(null, false)).isTrue();
    assertThat(BodyKind.EXECUTE_REQUEST.has(null, true)).isFalse();
    assertThat(BodyKind.EXECUTE_REQUEST.has(MediaType.TEXT_PLAIN_TYPE, false)).isFalse();
    assertThat(BodyKind.JOB_CHANGE.has(null, false)).isFalse();
    for (String type : List.of("application/json", "Application/CWL", "application/octet-stream")) {
      assertThat(BodyKind.PACKAGE.has(mediaType(type), true)).as(type).isTrue();
    }
    assertThat(BodyKind.PACKAGE.has(mediaType("application/xml"), false)).isFalse();
    assertThat(BodyKind.PACKAGE.has(MediaType.APPLICATION_FORM_URLENCODED_TYPE, false)).isFalse();
  }

  private static MediaType mediaType(String text) {
    return new MediaType(text.replaceFirst("/.*", ""), text.replaceFirst(".*/", ""));
  }
}
