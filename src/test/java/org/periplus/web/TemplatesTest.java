package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.periplus.api.JsonBodies;
import org.periplus.api.result.page.MapContent;
import org.periplus.api.result.page.Preview;
import org.periplus.api.result.page.ResultsPage;
import org.periplus.api.result.page.ShownFile;
import org.periplus.api.result.page.ShownItem;
import org.periplus.api.result.page.ShownValue;

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

    assertThat(page.select("main script, img")).isEmpty();
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
  void letsUsersChooseWhereTheyLogIn() {
    Document page =
        page(
            "LoginChoice",
            Map.of(
                "title",
                "Log in",
                "providers",
                List.of(
                    Map.of("title", "local", "href", "/ogc-api/login?issuer=local&return_to=%2Fa"),
                    Map.of("title", "sso", "href", "/ogc-api/login?issuer=sso&return_to=%2Fa"))));

    assertThat(page.select("ul.links a[href*='issuer=sso']").eachAttr("href"))
        .containsExactly("/ogc-api/login?issuer=sso&return_to=%2Fa");
    assertThat(page.select("ul.links a[href*='issuer=local']").eachText()).containsExactly("local");
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
      page.select(".crumbs, .toolbar").remove();
      assertThat(page.select("main a")).isEmpty();
      assertThat(page.select("main").text()).containsAnyOf("links", "javascript:alert(1)");
    }
  }

  @Test
  void showsResultsAsTextWhateverTheirAuthorsWrote() {
    String evil = "\"><script>alert(1)</script>";
    ShownFile file =
        new ShownFile(
            evil,
            Optional.of(evil),
            evil,
            Optional.empty(),
            evil,
            Optional.empty(),
            Optional.empty(),
            evil,
            Optional.of(1L),
            Optional.of(evil),
            List.of(evil),
            List.of());
    ObjectNode footprints = JsonNodeFactory.instance.objectNode().put("type", evil);
    footprints.putArray("features").addObject().put("id", evil);
    ResultsPage results =
        new ResultsPage(
            new ResultsPage.About(
                UUID.randomUUID(), Optional.of(evil), evil, Optional.empty(), "http://localhost/z"),
            new MapContent(footprints, List.of(), List.of()),
            List.of(
                new ShownItem(
                    evil,
                    evil,
                    Optional.of(evil),
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("platform", evil),
                    Optional.empty(),
                    Optional.empty())),
            List.of(
                new ShownValue(evil, evil, false, false), new ShownValue(evil, evil, true, true)),
            List.of(file),
            List.of(
                new Preview(file, Optional.of(evil), List.of(), true, false),
                new Preview(
                    file, Optional.empty(), List.of(List.of(evil), List.of(evil)), false, false),
                new Preview(file, Optional.of(evil), List.of(), false, false)),
            3,
            Optional.empty(),
            evil,
            true,
            10);

    @SuppressWarnings("unchecked")
    Document page = page("ResultsPage", (Map<String, Object>) JsonBodies.plain(results));

    assertThat(page.select("main script:not(.texts)")).isEmpty();
    assertThat(page.selectFirst("h1").text()).isEqualTo("Results of " + evil);
    assertThat(page.select("pre").eachText()).containsOnly(evil);
    assertThat(page.selectFirst("#layers").attr("data-map")).contains("script>");
    assertThat(page.select("table.files a")).as("nothing that can be followed").isEmpty();
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

    page.select(".crumbs, .facts").remove();
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
    assertThat(page.select("main script, head script[src$=execute.js]").eachAttr("src")).hasSize(1);
    assertThat(page.selectFirst("#request").text()).contains("</pre><script>x");
  }

  @Test
  void showsStatisticsOfJobsOfWhichNoneSucceeded() {
    Map<String, Object> row =
        Map.of(
            "name",
            "crop",
            "jobs",
            2,
            "successful",
            0,
            "failed",
            1,
            "dismissed",
            0,
            "processorHours",
            0.5,
            "publishedBytes",
            0);

    Document page =
        page(
            "Statistics",
            Map.of(
                "by",
                "process",
                "from",
                "2026-03-01T00:00:00.000Z",
                "to",
                "2026-04-01T00:00:00.000Z",
                "allTenants",
                false,
                "rows",
                List.of(row),
                "links",
                List.of()));

    assertThat(page.select("tbody td").eachText()).contains("0 %", "0.500");
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
            Language.ENGLISH,
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
