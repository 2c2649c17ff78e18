package org.periplus.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedUrlsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://a.example/x?bbox=1,2&f=json https://a.example/x?bbox=1,2&f=json",
        "https://me:pass@a.example/x https://***@a.example/x",
        "https://TOKEN@a.example/x https://***@a.example/x",
        "s3://b/k?X-Amz-Signature=abc&X-Amz-Expires=9&v=1"
            + " s3://b/k?X-Amz-Signature=***&X-Amz-Expires=***&v=1",
        "https://a.example/x?sv=1&sig=a%2Fb https://a.example/x?sv=1&sig=***",
        "https://a.example/x?Policy=p&Key-Pair-Id=k https://a.example/x?Policy=***&Key-Pair-Id=***",
        "https://a.example/x#access_token=t https://a.example/x#access_token=***",
        "ftp://u:p@a.example/ ftp://***@a.example/",
        "mailto:me@a.example mailto:me@a.example"
      })
  void showNoPasswordsAndNoSignatures(String url, String shown) {
    assertThat(SignedUrls.hidden(url)).isEqualTo(shown);
  }

  @Test
  void areFoundWhereverTheyAre() throws Exception {
    ObjectMapper json = new ObjectMapper();

    assertThat(
            SignedUrls.hidden(
                json.readTree(
                    "{\"a\":[{\"href\":\"https://h/x?token=t\"}],\"b\":\"see https://u:p@h/"
                        + " now\",\"n\":1}")))
        .isEqualTo(
            json.readTree(
                "{\"a\":[{\"href\":\"https://h/x?token=***\"}],\"b\":\"see https://***@h/"
                    + " now\",\"n\":1}"));
  }
}
