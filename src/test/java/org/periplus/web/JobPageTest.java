package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class JobPageTest {

  private static final String HOSTILE = "</pre><script>alert(1)</script><img src=x onerror=y>";

  private static final Map<String, Object> STEP =
      Map.of(
          "path",
          HOSTILE,
          "element",
          HOSTILE,
          "name",
          HOSTILE,
          "kind",
          "tool",
          "status",
          "failed",
          "attempt",
          1,
          "created",
          "2026-11-27T10:00:00.000Z",
          "exitCode",
          3,
          "message",
          HOSTILE);

  private static final Map<String, Object> ROW =
      Map.of(
          "path",
          HOSTILE,
          "label",
          HOSTILE,
          "depth",
          0,
          "element",
          "",
          "kind",
          "tool",
          "status",
          "failed",
          "critical",
          true,
          "log",
          HOSTILE,
          "bars",
          List.of(
              bar("failed", 1, "2026-11-27T10:00:01.000Z"),
              bar("running", 2, "2026-11-27T10:00:09.000Z")));

  private static Map<String, Object> bar(String status, int attempt, String started) {
    return Map.of(
        "left",
        0.5,
        "width",
        20.25,
        "waited",
        1.5,
        "status",
        status,
        "attempt",
        attempt,
        "from",
        "2026-11-27T10:00:00.000Z",
        "started",
        started);
  }

  private static Map<String, Object> course(double much, double more, double asked) {
    return Map.of("used", List.of(much, more), "asked", List.of(asked, asked));
  }

  private static Document page(String status, Map<String, Object> restart) {
    return page(status, restart, Map.of());
  }

  private static Document page(
      String status, Map<String, Object> restart, Map<String, Object> more) {
    Map<String, Object> job =
        Map.of(
            "jobID",
            "7d0c3b6e",
            "processID",
            HOSTILE,
            "title",
            HOSTILE,
            "status",
            status,
            "message",
            HOSTILE,
            "progress",
            40,
            "created",
            "2026-11-27T10:00:00.000Z",
            "tags",
            List.of(HOSTILE),
            "links",
            List.of());
    Map<String, Object> body = new HashMap<>(more);
    body.put(
        "usage", Map.of("processors", course(1, 1.5, 2), "memory", course(1.0e6, 1.5e6, 4.0e6)));
    body.putAll(
        Map.of(
            "job",
            job,
            "version",
            1,
            "inputs",
            Map.of(
                HOSTILE,
                Map.of("href", "javascript:alert(1)"),
                "scene",
                Map.of("href", "https://example.org/a.tif", "type", HOSTILE)),
            "running",
            List.of(STEP),
            "runningInAll",
            9,
            "steps",
            10,
            "timeline",
            Map.of(
                "rows",
                List.of(ROW),
                "left",
                3,
                "marks",
                List.of(Map.of("left", 0.0, "seconds", 0))),
            "failure",
            Map.of("step", STEP, "lines", List.of(HOSTILE, "  indented")),
            "actions",
            Map.of(
                "dismiss", true,
                "delete", true,
                "start", true,
                "restart", restart,
                "again", true,
                "secrets", false),
            "events",
            1795780000000L));
    return Jsoup.parse(
        new Templates()
            .render(
                "JobPage",
                Language.ENGLISH,
                Map.of(
                    "body", body,
                    "root", "http://localhost/ogc-api/",
                    "self", "http://localhost/ogc-api/jobs/7d0c3b6e",
                    "asJson", "?f=json",
                    "visitor", Map.of())));
  }

  @Test
  void nothingThatSomebodyWroteIsHtmlOrALinkThatRuns() {
    Document page = page("failed", Map.of());

    assertThat(page.select("main script:not(.texts), img")).isEmpty();
    assertThat(page.select("[onerror]")).isEmpty();
    assertThat(page.select("a").eachAttr("href")).noneMatch(href -> href.contains("javascript:"));
    assertThat(page.select(".inputs a").eachAttr("href")).contains("https://example.org/a.tif");
    assertThat(page.selectFirst("pre.tail").wholeText()).contains(HOSTILE, "\n  indented");
  }

  @Test
  void aRestartOffersWhatWasTooLittle() {
    assertThat(page("failed", Map.of("memory", 1024)).selectFirst("#memory").attr("value"))
        .isEqualTo("1024");
    assertThat(page("failed", Map.of()).selectFirst("#memory").attr("value")).isEmpty();
  }

  @Test
  void whatWasUsedIsDrawnAndSaidInWords() {
    Document page = page("running", Map.of());

    assertThat(page.select("svg.course").eachAttr("aria-label"))
        .containsExactly(
            "Processors in use over time: at most 1.5, of 2.0 that steps had asked for",
            "Memory in use over time: at most 1.5 MB, of 4.0 MB that steps had asked for");
    assertThat(page.selectFirst("svg.course .line").attr("d")).isEqualTo("M0 31H1V16.5H2");
    assertThat(page.selectFirst("svg.course .asked").attr("d")).isEqualTo("M0 2H2");
  }

  @Test
  void aMapIsLoadedOnlyWhereThereIsSomethingToSee() {
    Document page = page("running", Map.of());
    assertThat(page.select(".map, script[src$=shapes.js], link[href$=map.css]")).isEmpty();

    Document shaped = page("running", Map.of(), Map.of("shapes", Map.of("features", HOSTILE)));
    assertThat(shaped.select(".map, script[src$=shapes.js], link[href$=map.css]")).hasSize(3);
    assertThat(shaped.selectFirst(".shapes").attr("data-shapes")).contains("<script>");
    assertThat(shaped.select("main script:not(.texts), img")).isEmpty();
  }

  @Test
  void eachAttemptIsSaidInWords() {
    assertThat(page("running", Map.of()).select(".bar .hidden").eachText())
        .containsExactly("Attempt 1: waited 1 s, failed", "Attempt 2: waited 9 s, running");
  }

  @Test
  void onlyAJobThatHasNotEndedReloadsWithoutScripts() {
    assertThat(page("running", Map.of()).html()).contains("http-equiv=\"refresh\"");
    assertThat(page("failed", Map.of()).html()).doesNotContain("http-equiv=\"refresh\"");
  }
}
