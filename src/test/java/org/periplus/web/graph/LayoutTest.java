package org.periplus.web.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.web.graph.Layout.Point;
import org.periplus.web.graph.Network.Edge;
import org.periplus.web.graph.Network.Size;

class LayoutTest {

  private static final double WIDEST = 1000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noNodeOverlapsAnotherAndAllArrowsLeadDown(long seed) {
    Network network = random(seed);

    Layout layout = Layout.of(network, WIDEST);

    for (int one = 0; one < network.count(); one++) {
      for (int other = 0; other < one; other++) {
        assertThat(overlap(network, layout, one, other))
            .as("%d and %d of %d", one, other, seed)
            .isFalse();
      }
    }
    for (Edge edge : network.edges()) {
      List<Point> way = layout.ways().get(edge);
      assertThat(IntStream.range(1, way.size()).allMatch(i -> way.get(i).y() >= way.get(i - 1).y()))
          .as("%s goes down", edge)
          .isTrue();
      assertThat(way.get(way.size() - 1).y()).isEqualTo(layout.corners().get(edge.to()).y());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void arrowsRunBesideTheNodesOfTheRowsThatTheyCross(long seed) {
    Network network = random(seed);

    Layout layout = Layout.of(network, WIDEST);

    layout
        .ways()
        .forEach(
            (edge, way) -> {
              for (int i = 2; i + 2 < way.size(); i += 2) { // straight down between two of these
                for (int node = 0; node < network.count(); node++) {
                  assertThat(isIn(network, layout, node, way.get(i)))
                      .as("%s through %d of %d", edge, node, seed)
                      .isFalse();
                }
              }
            });
  }

  @Test
  void theSameNetworkGivesTheSameLayout() {
    assertThat(Layout.of(random(7), WIDEST)).isEqualTo(Layout.of(random(7), WIDEST));
  }

  @Test
  void aChainIsOneStraightLine() {
    Network network =
        new Network(
            List.of(new Size(80, 20), new Size(160, 50), new Size(120, 50)),
            List.of(new Edge(0, 1), new Edge(1, 2)));

    Layout layout = Layout.of(network, WIDEST);

    assertThat(layout.ways().values())
        .allSatisfy(way -> assertThat(way).extracting(Point::x).containsOnly(80.0));
  }

  @Test
  void whatNeedsNothingStandsAboveTheFirstThatNeedsIt() {
    Network network =
        new Network(
            List.of(new Size(9, 9), new Size(9, 9), new Size(9, 9), new Size(9, 9)),
            List.of(new Edge(0, 1), new Edge(1, 2), new Edge(3, 2)));

    assertThat(Ranks.of(network)).containsExactly(0, 1, 2, 1);
  }

  @Test
  void aRowThatIsTooWideIsBroken() {
    Network network =
        new Network(IntStream.range(0, 40).mapToObj(i -> new Size(180, 50)).toList(), List.of());

    assertThat(Layout.of(network, WIDEST).width()).isLessThanOrEqualTo(WIDEST);
  }

  @Test
  void aCircleIsLaidOutWithoutTheArrowsThatCloseIt() {
    Network network =
        new Network(
            List.of(new Size(9, 9), new Size(9, 9)), List.of(new Edge(0, 1), new Edge(1, 0)));

    assertThat(Layout.of(network, WIDEST).corners()).hasSize(2);
  }

  private static Network random(long seed) {
    Random random = new Random(seed);
    int count = 20 + random.nextInt(60);
    List<Size> sizes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      sizes.add(new Size(60 + random.nextInt(150), 28 + random.nextInt(200)));
      for (int k = 0; i > 0 && k < random.nextInt(4); k++) {
        Edge edge = new Edge(random.nextInt(i), i);
        if (!edges.contains(edge)) {
          edges.add(edge);
        }
      }
    }
    return new Network(sizes, edges);
  }

  private static boolean overlap(Network network, Layout layout, int one, int other) {
    Point a = layout.corners().get(one);
    Point b = layout.corners().get(other);
    Size sizeA = network.sizes().get(one);
    Size sizeB = network.sizes().get(other);
    return a.x() < b.x() + sizeB.width()
        && b.x() < a.x() + sizeA.width()
        && a.y() < b.y() + sizeB.height()
        && b.y() < a.y() + sizeA.height();
  }

  private static boolean isIn(Network network, Layout layout, int node, Point point) {
    Point corner = layout.corners().get(node);
    Size size = network.sizes().get(node);
    return point.x() > corner.x()
        && point.x() < corner.x() + size.width()
        && point.y() >= corner.y()
        && point.y() <= corner.y() + size.height();
  }
}
