package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The page of a job's results, made of the results document and the files that it leads to.
 *
 * @param map what has a place
 * @param left how many files, items and values were left out
 * @param catalog the STAC catalog that has the items
 * @param document the beginning of the results document, indented
 * @param cut whether the document goes on
 * @param loadedSize the largest picture that is shown, in bytes
 */
public record ResultsPage(
    About about,
    MapContent map,
    List<ShownItem> items,
    List<ShownValue> values,
    List<ShownFile> files,
    List<Preview> previews,
    int left,
    Optional<String> catalog,
    String document,
    boolean cut,
    long loadedSize) {

  /**
   * The job.
   *
   * @param archive all of its results in one download
   */
  public record About(
      UUID jobID,
      Optional<String> title,
      String processID,
      Optional<Instant> finished,
      String archive) {}

  public ResultsPage {
    items = List.copyOf(items);
    values = List.copyOf(values);
    files = List.copyOf(files);
    previews = List.copyOf(previews);
  }

  /**
   * Reads the results.
   *
   * @param stored the results document as it is stored
   * @param linked the same with links that clients can follow
   */
  public static ResultsPage of(
      About about, ObjectNode stored, JsonNode linked, ResultFiles files, PageConfiguration most)
      throws IOException {
    Reading reading = new Reading(files, most);
    for (Map.Entry<String, JsonNode> output : stored.properties()) {
      reading.output(output.getKey(), output.getValue());
    }
    return reading.page(about, linked.toPrettyString());
  }
}
