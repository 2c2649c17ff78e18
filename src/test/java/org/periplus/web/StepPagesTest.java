package org.periplus.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.periplus.api.JsonBodies;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Picture;
import org.periplus.api.graph.StepGraph.Runs;
import org.periplus.api.job.StepList;
import org.periplus.api.step.JobStep;
import org.periplus.api.step.JobStepRun;
import org.periplus.api.step.RunDetails;

/** The pages of graphs, of steps and of their runs. */
class StepPagesTest {

  private static final Instant BEGUN = Instant.parse("2026-11-27T10:00:00Z");
  private static final String EVIL = "<script>alert(1)</script>";

  private static final RunDetails DETAILS =
      new RunDetails(
          Optional.of("crop " + EVIL),
          Optional.of(new RunDetails.Asked(2, 1 << 30)),
          Optional.of(
              new RunDetails.Used(
                  7.5,
                  300_000_000,
                  List.of(
                      new RunDetails.Seen(1, 0.5, 100_000_000),
                      new RunDetails.Seen(6, 7.5, 300_000_000)))),
          Optional.of(JsonNodeFactory.instance.objectNode().put("band", EVIL)),
          Optional.empty());

  private final Templates templates = new Templates();

  @Test
  void theGraphOfAJobStandsInItsPage() {
    StepGraph graph =
        new StepGraph(
            "water-bodies",
            Optional.of("1"),
            List.of(node("failed", true)),
            List.of(),
            new Picture(List.of(), 60),
            List.of());

    Document page = page(graph);

    assertThat(page.select("#graph svg a").eachAttr("href")).contains("/jobs/1/steps/crop");
    assertThat(page.select("#graph svg .subtitle").text()).isEqualTo("37 of 400, 2 failed");
    assertThat(page.select("main script")).isEmpty();
  }

  @Test
  void aStepWithOneRunShowsWhatItRanAskedForAndUsed() {
    Document page =
        page(
            new JobStep(
                "1",
                "water-bodies",
                node("successful", false),
                List.of(run("", "successful")),
                Optional.of(DETAILS),
                List.of()));

    assertThat(page.select("pre").text()).isEqualTo("crop " + EVIL);
    assertThat(page.select("svg.plot").eachAttr("aria-label"))
        .containsExactly("Processors, at most 1.4", "Memory, at most 300.0 MB");
    assertThat(page.text()).contains("7.5 s", "300.0 MB", "1.07 GB");
    assertThat(page.select("main script")).isEmpty();
  }

  @Test
  void ofManyRunsThoseThatFailedStandFirst() {
    List<StepList.Step> runs =
        IntStream.range(0, 600)
            .mapToObj(i -> run("" + i, i == 599 ? "failed" : "successful"))
            .toList();

    Document page =
        page(
            new JobStep(
                "1", "water-bodies", node("failed", true), runs, Optional.empty(), List.of()));

    assertThat(page.select("tbody tr")).hasSize(500);
    Element first = page.select("tbody tr").first();
    assertThat(first.text()).contains("599", "failed");
    assertThat(first.select("a").attr("href")).endsWith("/599");
    assertThat(page.text()).contains("and 100 more");
  }

  @Test
  void oneRunOfManyHasAPage() {
    Document page =
        page(new JobStepRun("1", "water-bodies", run("3", "failed"), DETAILS, List.of()));

    assertThat(page.selectFirst("h1").text()).isEqualTo("Step crop, run 3");
    assertThat(page.select(".notice.bad").text()).isEqualTo("no water");
  }

  @Test
  void aStepThatHasNotBegunSaysSo() {
    Document page =
        page(
            new JobStep(
                "1",
                "water-bodies",
                node("pending", false),
                List.of(),
                Optional.empty(),
                List.of()));

    assertThat(page.text()).contains("This step has not begun.");
  }

  private Document page(Object representation) {
    return Jsoup.parse(
        templates.render(
            representation.getClass().getSimpleName(),
            Language.ENGLISH,
            Map.of(
                "body",
                JsonBodies.plain(representation),
                "root",
                "/ogc-api/",
                "self",
                "/ogc-api/self",
                "asJson",
                "/ogc-api/self?f=json",
                "visitor",
                Map.of())));
  }

  private static Node node(String status, boolean scattered) {
    return new Node(
        "crop",
        "tool",
        "crop",
        Optional.empty(),
        Optional.empty(),
        scattered,
        false,
        Optional.of(
            new Runs(
                status,
                scattered ? 400 : 1,
                scattered ? Map.of("successful", 37, "failed", 2) : Map.of(),
                Optional.of(BEGUN),
                Optional.empty())),
        Optional.of("/jobs/1/steps/crop"));
  }

  private static StepList.Step run(String element, String status) {
    return new StepList.Step(
        "crop",
        Optional.of("crop"),
        element,
        "tool",
        status,
        1,
        BEGUN,
        BEGUN,
        Optional.of(BEGUN),
        Optional.of(BEGUN.plusSeconds(6)),
        Optional.of(0),
        Optional.of("sha256:abc"),
        status.equals("failed") ? Optional.of("no water") : Optional.empty(),
        Optional.of("http://localhost/jobs/1/logs/crop.log"),
        Optional.of(
            new StepList.Resources(2, 1 << 30, Optional.of(7.5), OptionalLong.of(300_000_000))),
        List.of());
  }
}
