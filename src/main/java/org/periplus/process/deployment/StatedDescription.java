package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.process.description.JobControl;
import org.periplus.process.description.ProcessDescription;

/**
 * What a process description beside a CWL document says instead of the document: Part 2, member
 * {@code processDescription} of an application package.
 *
 * @param texts of {@code id}, {@code title}, {@code description} and {@code version} those that it
 *     has
 * @param jobControlOptions empty when it has none
 * @param mutable whether the process may be replaced and undeployed
 */
public record StatedDescription(
    Map<String, String> texts, List<String> jobControlOptions, boolean mutable) {

  /** A description that says nothing. */
  public static final StatedDescription NONE = new StatedDescription(Map.of(), List.of(), true);

  private static final List<String> TEXTS = List.of("id", "title", "description", "version");

  /** A description that says only how the process is called. */
  public static StatedDescription ofId(String id) {
    return new StatedDescription(Map.of("id", id), List.of(), true);
  }

  /**
   * Reads it; its inputs and outputs are those of the document.
   *
   * @throws MalformedPackageException if its job control options are none
   */
  static StatedDescription of(JsonNode process) {
    Map<String, String> texts = new TreeMap<>();
    for (String member : TEXTS) {
      if (process.path(member).isTextual()) {
        texts.put(member, process.get(member).textValue());
      }
    }
    List<String> options = new ArrayList<>();
    process.path("jobControlOptions").forEach(option -> options.add(option.asText()));
    if (!options.isEmpty()) {
      JobControl.problem(options)
          .ifPresent(
              problem -> {
                throw new MalformedPackageException("jobControlOptions: " + problem);
              });
    }
    return new StatedDescription(texts, options, process.path("mutable").asBoolean(true));
  }

  Optional<String> id() {
    return Optional.ofNullable(texts.get("id"));
  }

  /** The description with what is stated here in place of its own. */
  ProcessDescription over(ProcessDescription described) {
    return new ProcessDescription(
        described.id(),
        texts.getOrDefault("title", described.title()),
        texts.getOrDefault("description", described.description()),
        mutable && described.mutable(),
        texts.getOrDefault("version", described.version()),
        described.metadata(),
        described.outputTransmission(),
        jobControlOptions.isEmpty() ? described.jobControlOptions() : jobControlOptions,
        described.inputs(),
        described.outputs());
  }
}
