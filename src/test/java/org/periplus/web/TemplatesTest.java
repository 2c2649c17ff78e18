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
  void showsOutputsWhateverTheyAreCalled() {
    Map<String, Object> outputs =
        Map.of(
            "links", List.of("a", "b"),
            "title", Map.of("value", 1),
            "other", List.of(Map.of("href", "javascript:alert(1)", "title", "here")));

    for (Document page :
        List.of(
            page("Results", outputs),
            page("Outputs", Map.of("outputs", outputs, "links", List.of())),
            page("JobInputs", Map.of("inputs", outputs, "outputs", Map.of(), "links", List.of())),
            page("SomethingNew", outputs),
            page(
                "SomethingNew", Map.of("links", List.of(Map.of("href", "javascript:alert(1)")))))) {
      assertThat(page.select("main a")).isEmpty();
      assertThat(page.select("main").text()).containsAnyOf("links", "javascript:alert(1)");
    }
  }

  @Test
  void executionIsNothingToFollow() {
    Document page =
        page(
            "ProcessRepresentation",
            Map.of(
                "id",
                "a",
                "links",
                List.of(
                    Map.of(
                        "href",
                        "http://localhost/ogc-api/processes/a/execution",
                        "rel",
                        "http://www.opengis.net/def/rel/ogc/1.0/execute"))));

    assertThat(page.select("main a")).isEmpty();
    assertThat(page.select("main code").text())
        .isEqualTo("POST http://localhost/ogc-api/processes/a/execution");
  }

  @Test
  void showsAnExecuteRequestWithoutSendingIt() {
    Document page =
        page(
            "ExecutionForm",
            Map.of(
                "title",
                "Execute a",
                "target",
                "http://localhost/ogc-api/processes/a/execution",
                "request",
                Map.of("inputs", Map.of("word", "</pre><script>x")),
                "links",
                List.of()));

    assertThat(page.select("form button")).hasSize(1);
    assertThat(page.select("[href*='f=json']")).isEmpty();
    assertThat(page.select("script").eachAttr("src")).hasSize(1);
    assertThat(page.selectFirst("#request").text()).contains("</pre><script>x");
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
