package org.periplus.api.result;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoredResultsTest {

  private static JsonNode href(String href) {
    return JsonNodeFactory.instance.objectNode().put("href", href);
  }

  @Test
  void findsTheFileThatAnHrefNamesInPercentEncoding() {
    assertThat(StoredResults.path(href("store:out/a%20b+c%C3%A9.txt"))).contains("out/a b+cé.txt");
  }

  @Test
  void leavesHrefsAloneThatAToolMadeUp() {
    assertThat(StoredResults.path(href("store:out/%zz"))).isEmpty();
    assertThat(StoredResults.path(href("store:../other/secret"))).isEmpty();
    assertThat(StoredResults.path(href("store:a/%2e%2e/secret"))).isEmpty();
    assertThat(StoredResults.path(href("https://example.org/"))).isEmpty();
    assertThat(StoredResults.path(JsonNodeFactory.instance.arrayNode())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'href': 'store:o/a.txt'} | true",
        "[{'href': 'store:o/a.txt'}] | true",
        "[null, {'href': 'store:o/a.txt'}] | true",
        "[[], [1, {'href': 'store:o/a.txt'}]] | true",
        "[{'href': 'https://a.org/a.txt'}] | false",
        "[] | false",
      })
  void aListHasFilesWhereverTheyAre(String value, boolean files) throws Exception {
    assertThat(
            StoredResults.haveFile(
                new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(value.replace('\'', '"'))))
        .isEqualTo(files);
  }
}
