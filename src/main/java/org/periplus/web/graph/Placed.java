package org.periplus.web.graph;

import java.util.List;
import java.util.Optional;
import org.periplus.web.graph.Item.Inside;
import org.periplus.web.graph.Network.Size;

/**
 * An item with its size, and where all that is drawn in it stands. Sizes do not depend on how far a
 * job is: its picture stays as it is while its states change.
 *
 * @param within empty unless the item is an open box
 */
record Placed(Item item, Size size, Optional<Within> within) {

  /** What is drawn in a box, from its upper left corner on. */
  record Within(List<Placed> items, Layout layout) {}

  static final double LABEL = 13;
  static final double SUBTITLE = 11.5;

  /** The height of what stands above the inside of an open box. */
  static final double HEAD = 34;

  static final double PADDING = 18;

  /** The room for the sign of a state at the left of a step. */
  static final double SIGN = 36;

  /** The room for the button that opens a box. */
  static final double BUTTON = 30;

  /** How far the cards behind a scattered step look out. */
  static final double BEHIND = 4;

  private static final double WIDEST_LABEL = 176;
  private static final double NARROWEST_STEP = 176;
  private static final double WIDEST = 1120;

  /** The whole picture. */
  static Within all(Inside inside, PictureTexts texts) {
    List<Placed> items = inside.items().stream().map(item -> of(item, texts)).toList();
    Network network = new Network(items.stream().map(Placed::size).toList(), inside.edges());
    return new Within(items, Layout.of(network, WIDEST));
  }

  private static Placed of(Item item, PictureTexts texts) {
    if (item.inside().isPresent()) {
      Within within = all(item.inside().get(), texts);
      double head = Labels.width(label(item, texts), LABEL) + 2 * BUTTON;
      Size size =
          new Size(
              Math.max(within.layout().width(), Math.min(head, WIDEST_LABEL + 2 * BUTTON))
                  + 2 * PADDING,
              within.layout().height() + HEAD + 2 * PADDING);
      return new Placed(item, size, Optional.of(within));
    }
    return new Placed(item, closed(item, texts), Optional.empty());
  }

  private static Size closed(Item item, PictureTexts texts) {
    double label = Math.min(WIDEST_LABEL, Labels.width(label(item, texts), LABEL));
    if (item.isPort()) {
      return new Size(Math.max(56, label + 38 + (item.isBox() ? BUTTON : 0)), 28);
    }
    double behind = isStack(item) ? BEHIND : 0;
    return new Size(
        Math.max(NARROWEST_STEP, label + SIGN + 22) + (item.isBox() ? BUTTON : 0) + behind,
        50 + behind);
  }

  /** The label without what does not fit. */
  static String shownLabel(Item item, PictureTexts texts) {
    return Labels.fitted(label(item, texts), LABEL, WIDEST_LABEL);
  }

  static String label(Item item, PictureTexts texts) {
    if (item.node().isEmpty()) {
      return item.first() + " … " + item.last();
    }
    return switch (item.kind()) {
      case "stage-in", "stage-out" -> texts.text("graph." + item.kind());
      default -> item.first();
    };
  }

  static boolean isStack(Item item) {
    return item.node().filter(node -> node.scattered()).isPresent() || item.node().isEmpty();
  }
}
