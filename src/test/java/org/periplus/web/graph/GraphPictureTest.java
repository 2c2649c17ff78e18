package org.periplus.web.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.graph.StepGraph.Edge;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Picture;
import org.periplus.api.graph.StepGraph.Runs;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class GraphPictureTest {

  private static final String EVIL = "\"'><script>alert(1)</script>&\u0000\uD800<!--";

  private static final PictureTexts TEXTS =
      (key, values) -> key + (values.length == 0 ? "" : List.of(values));

  @Test
  void whatPeopleCallThingsStaysText() throws Exception {
    Node step = node("a" + EVIL, "tool", EVIL, Optional.empty());
    Node input = node("/input/" + EVIL, "input", EVIL, Optional.empty());
    StepGraph graph =
        graph(List.of(input, step), List.of(new Edge(input.id(), step.id())), List.of(EVIL));

    Document picture = read(graph);

    assertThat(all(picture, "script")).isEmpty();
    assertThat(all(picture, "text"))
        .extracting(Element::getTextContent)
        .anySatisfy(text -> assertThat(text).startsWith("\"'><script>"));
    assertThat(GraphPicture.inPage(graph, TEXTS)).doesNotContain("<script", "<!--");
  }

  @Test
  void eachStepOfAJobIsALinkThatSaysHowFarItIs() throws Exception {
    StepGraph graph =
        graph(
            List.of(
                ofJob("crop", runs("failed", 400, Map.of("successful", 37, "failed", 2)), true),
                ofJob("late", runs("pending", 1, Map.of()), false)),
            List.of(),
            List.of());

    Document picture = read(graph);

    assertThat(all(picture, "a"))
        .extracting(link -> link.getAttribute("href"), link -> link.getAttribute("aria-label"))
        .satisfiesExactly(
            crop ->
                assertThat(crop.toString())
                    .contains("/steps/crop", "graph.of[37, 400], graph.failed[2]"),
            late -> assertThat(late.toString()).contains("/steps/late", "graph.state.pending"));
  }

  @Test
  void aSubworkflowIsClosedUntilItIsOpened() throws Exception {
    List<Node> nodes =
        List.of(
            node("sub", "subworkflow", "sub", Optional.empty()),
            node("sub.inner", "tool", "inner", Optional.of("sub")));

    Document closed = read(graph(nodes, List.of(), List.of()));
    Document open = read(graph(nodes, List.of(), List.of("sub")));

    assertThat(labels(closed)).containsExactly("sub");
    assertThat(labels(open)).containsExactly("sub", "inner");
    assertThat(hrefs(closed)).containsExactly("?open=sub#graph");
    assertThat(hrefs(open)).containsExactly("?#graph");
  }

  @Test
  void manyStepsAreFoldedAndEachFoldOpens() throws Exception {
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      nodes.add(node("step_" + i, "tool", "step_" + i, Optional.empty()));
      if (i > 0) {
        edges.add(new Edge("step_" + (i - 1), "step_" + i));
      }
    }

    Document folded = read(graph(nodes, edges, List.of()));
    Document opened = read(graph(nodes, edges, List.of("/3")));

    assertThat(labels(folded)).hasSizeBetween(10, 60);
    assertThat(hrefs(folded)).contains("?open=%2F3#graph");
    assertThat(labels(opened)).hasSizeGreaterThan(labels(folded).size()).contains("step_70");
  }

  @Test
  void theLayoutStaysWhileStatesChange() {
    StepGraph before =
        graph(List.of(ofJob("crop", runs("pending", 1, Map.of()), true)), List.of(), List.of());
    StepGraph after =
        graph(
            List.of(ofJob("crop", runs("running", 4000, Map.of("running", 2000)), true)),
            List.of(),
            List.of());

    assertThat(viewBox(after)).isEqualTo(viewBox(before));
  }

  @Test
  void labelsThatAreTooLongAreCutWithoutBreakingLetters() {
    String waves = "\uD83C\uDF0A".repeat(300);

    String shown = Labels.fitted(waves, 13, 100);

    assertThat(shown).endsWith("…");
    assertThat(Labels.width(shown, 13)).isLessThanOrEqualTo(105);
    assertThat(Character.isHighSurrogate(shown.charAt(shown.length() - 2))).isFalse();
    assertThat(Labels.fitted("crop", 13, 100)).isEqualTo("crop");
  }

  private static String viewBox(StepGraph graph) {
    return GraphPicture.inPage(graph, TEXTS).replaceFirst("(?s).*viewBox=\"([^\"]*)\".*", "$1");
  }

  private static Document read(StepGraph graph) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(GraphPicture.alone(graph, TEXTS))));
  }

  private static List<Element> all(Document document, String name) {
    var found = document.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  private static List<String> labels(Document document) {
    return all(document, "text").stream()
        .filter(text -> text.getAttribute("class").equals("label"))
        .map(Element::getTextContent)
        .toList();
  }

  private static List<String> hrefs(Document document) {
    return all(document, "a").stream().map(link -> link.getAttribute("href")).distinct().toList();
  }

  private static StepGraph graph(List<Node> nodes, List<Edge> edges, List<String> open) {
    return new StepGraph("p", Optional.empty(), nodes, edges, new Picture(open, 60), List.of());
  }

  private static Node node(String id, String kind, String label, Optional<String> parent) {
    return new Node(
        id,
        kind,
        label,
        Optional.empty(),
        parent,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  private static Node ofJob(String id, Runs runs, boolean scattered) {
    return new Node(
        id,
        "tool",
        id,
        Optional.empty(),
        Optional.empty(),
        scattered,
        false,
        Optional.of(runs),
        Optional.of("/jobs/1/steps/" + id));
  }

  private static Runs runs(String status, int expected, Map<String, Integer> counts) {
    return new Runs(status, expected, counts, Optional.empty(), Optional.empty());
  }
}
