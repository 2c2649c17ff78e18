package org.periplus.web.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.api.graph.StepGraph.Node;
import org.periplus.api.graph.StepGraph.Runs;

/** What stands below a step's label: how far it is, or what it is. */
final class Subtitles {

  private final PictureTexts texts;

  Subtitles(PictureTexts texts) {
    this.texts = texts;
  }

  String of(Item item) {
    Optional<Runs> runs = item.node().flatMap(Node::runs);
    if (runs.isPresent()) {
      return ofRuns(runs.get(), item.node().filter(Node::scattered).isPresent());
    }
    if (item.isBox()) {
      String steps = texts.text("graph.steps", item.size());
      return item.status().map(status -> steps + ", " + state(status)).orElse(steps);
    }
    String kind =
        item.node()
            .flatMap(Node::description)
            .orElseGet(() -> texts.text("graph.kind." + item.kind()));
    return item.node().filter(Node::scattered).isPresent()
        ? kind + ", " + texts.text("graph.scattered")
        : kind;
  }

  private String ofRuns(Runs runs, boolean scattered) {
    boolean begun = !runs.counts().isEmpty();
    if (begun && (scattered || runs.expected() > 1)) {
      List<String> parts = new ArrayList<>();
      int done = count(runs, "successful") + count(runs, "skipped");
      parts.add(texts.text("graph.of", done, runs.expected()));
      if (count(runs, "failed") > 0) {
        parts.add(texts.text("graph.failed", count(runs, "failed")));
      }
      return String.join(", ", parts);
    }
    boolean ran = !runs.status().equals("skipped");
    return ran && runs.started().isPresent() && runs.finished().isPresent()
        ? state(runs.status())
            + ", "
            + duration(Duration.between(runs.started().get(), runs.finished().get()))
        : state(runs.status());
  }

  /** All that is known of an item, for who points at it or hears it. */
  String whole(Item item) {
    List<String> parts = new ArrayList<>();
    parts.add(Placed.label(item, texts));
    if (item.node().filter(Node::conditional).isPresent()) {
      parts.add(texts.text("graph.conditional"));
    }
    if (!item.isPort()) {
      parts.add(of(item));
      item.node()
          .flatMap(Node::runs)
          .map(Runs::counts)
          .filter(c -> c.size() > 1)
          .ifPresent(counts -> parts.add(counts(counts)));
    } else {
      parts.add(texts.text("graph." + item.kind()));
    }
    item.node()
        .flatMap(Node::description)
        .filter(description -> parts.stream().noneMatch(part -> part.startsWith(description)))
        .ifPresent(parts::add);
    return String.join(" · ", parts);
  }

  private String counts(Map<String, Integer> counts) {
    List<String> parts = new ArrayList<>();
    counts.forEach((state, count) -> parts.add(count + " " + state(state)));
    return String.join(", ", parts);
  }

  String state(String status) {
    return texts.text("graph.state." + status);
  }

  private static int count(Runs runs, String state) {
    return runs.counts().getOrDefault(state, 0);
  }

  private String duration(Duration took) {
    long seconds = Math.round(took.toMillis() / 1000.0);
    if (seconds < 60) {
      long tenths = Math.round(took.toMillis() / 100.0);
      return texts.text("time.seconds", tenths < 100 && tenths % 10 != 0 ? tenths / 10.0 : seconds);
    }
    String large = seconds < 3600 ? "time.minutes" : "time.hours";
    String small = seconds < 3600 ? "time.seconds" : "time.minutes";
    long unit = seconds < 3600 ? 60 : 3600;
    long rest = seconds % unit / (unit / 60);
    String first = texts.text(large, seconds / unit);
    return rest == 0 ? first : first + " " + texts.text(small, rest);
  }
}
