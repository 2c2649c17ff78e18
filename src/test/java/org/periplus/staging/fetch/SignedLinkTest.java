package org.periplus.staging.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedLinkTest {

  @ParameterizedTest
  @CsvSource(
      value = {
        "https://b/k?X-Amz-Algorithm=A&X-Amz-Date=1&versionId=7&X-Amz-Signature=s |"
            + " https://b/k?versionId=7",
        "https://b/k?x-amz-signature=s | https://b/k",
        "https://b/k?X-Goog-Signature=s&X-Goog-Expires=1 | https://b/k",
        "https://b/k?AWSAccessKeyId=a&Expires=1&Signature=s | https://b/k",
        "https://b/k?GoogleAccessId=a&Expires=1&Signature=s | https://b/k",
        "https://b/k?Expires=1&Signature=s&Key-Pair-Id=p | https://b/k",
        "https://b/k?snapshot=2&st=1&se=2&sp=r&sv=3&sr=b&sig=s | https://b/k?snapshot=2",
        "https://b/k%2Fl?a=%26&X-Amz-Signature=s | https://b/k%2Fl?a=%26",
      },
      delimiter = '|')
  void aSignatureIsNoPartOfWhatALinkLeadsTo(String link, String unsigned) {
    assertThat(SignedLink.unsigned(URI.create(link))).isEqualTo(unsigned);
  }

  @ParameterizedTest
  @CsvSource({
    "https://b/k",
    "https://b/k?",
    "https://b/k?expires=1&signature=mine",
    "https://b/k?se=1&sp=2",
    "https://b/k?X-Amz-Date=1",
    "s3://bucket/key",
    "data:text/plain;x?sig=1",
  })
  void otherLinksStayAsTheyAre(String link) {
    assertThat(SignedLink.unsigned(URI.create(link))).isEqualTo(link);
  }
}
