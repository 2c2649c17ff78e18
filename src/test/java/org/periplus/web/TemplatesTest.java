package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class TemplatesTest {

  private final Templates templates = new Templates();

  @Test
  void escapesWhatAuthorsWrote() {
    Document page =
        page(
            "ProcessRepresentation",
            Map.of(
                "id",
                "a",
                "title",
                "<script>alert(1)</script>",
                "inputs",
                Map.of("\"><img src=x>", Map.of("schema", Map.of("default", "</pre><script>x")))));

    assertThat(page.select("script, img")).isEmpty();
    assertThat(page.selectFirst("h1").text()).isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void showsARepresentationWithoutATemplateWithAllItsMembersAndLinks() {
    Document page =
        page(
            "SomethingNew",
            Map.of(
                "number",
                1234567,
                "truth",
                true,
                "list",
                List.of("one", Map.of("two", "http://example.org/2")),
                "empty",
                List.of(),
                "links",
                List.of(Map.of("href", "http://example.org/", "rel", "up", "title", "Upwards"))));

    assertThat(page.selectFirst("h1").text()).isEqualTo("Something new");
    assertThat(page.select("dd").eachText()).contains("1234567", "true");
    assertThat(page.select("main a").eachAttr("href"))
        .containsExactlyInAnyOrder("http://example.org/2", "http://example.org/");
  }

  @Test
  void linksOnlyTheWeb() {
    Document page = page("SomethingNew", Map.of("uri", "javascript:alert(1)"));

    assertThat(page.select("main a")).isEmpty();
  }

  @Test
  void showsTheBeginningOfALongList() {
    List<Integer> files = IntStream.rangeClosed(1, 100_000).boxed().toList();

    Document page = page("SomethingNew", Map.of("listing", files));

    assertThat(page.select("dd li")).hasSize(1000);
    assertThat(page.select("dd").text()).contains("and 99000 more");
  }

  private Document page(String name, Map<String, Object> body) {
    String html =
        templates.render(
            name,
            Map.of(
                "body",
                body,
                "root",
                "http://localhost/ogc-api/",
                "self",
                "http://localhost/ogc-api/x",
                "asJson",
                "http://localhost/ogc-api/x?f=json"));
    Parser parser = Parser.htmlParser().setTrackErrors(10);
    Document document = Jsoup.parse(html, parser);
    assertThat(parser.getErrors()).isEmpty();
    return document;
  }
}
