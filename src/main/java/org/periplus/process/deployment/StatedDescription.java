package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.process.description.JobControl;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.ProcessDescription.Extras;
import org.periplus.process.description.ProcessDescription.Metadata;
import org.periplus.process.description.StatedExtras;
import org.periplus.process.description.StatedParameter;

/**
 * What a process description beside a CWL document says instead of the document: Part 2, member
 * {@code processDescription} of an application package.
 *
 * @param texts of {@code id}, {@code title}, {@code description} and {@code version} those that it
 *     has
 * @param jobControlOptions empty when it has none
 * @param mutable whether the process may be replaced and undeployed
 * @param extras keywords, metadata and additional parameters
 */
public record StatedDescription(
    Map<String, String> texts,
    List<String> jobControlOptions,
    boolean mutable,
    Extras extras,
    Map<String, StatedParameter> inputs,
    Map<String, StatedParameter> outputs) {

  /** A description that says nothing. */
  public static final StatedDescription NONE = ofTexts(Map.of());

  private static final List<String> TEXTS = List.of("id", "title", "description", "version");

  /** A description that says only how the process is called. */
  public static StatedDescription ofId(String id) {
    return ofTexts(Map.of("id", id));
  }

  private static StatedDescription ofTexts(Map<String, String> texts) {
    return new StatedDescription(texts, List.of(), true, Extras.NONE, Map.of(), Map.of());
  }

  /**
   * Reads it; its inputs and outputs are those of the document, of which it may say more.
   *
   * @throws MalformedPackageException if its job control options are none, or if what it says else
   *     is not what the schema of descriptions says
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
    try {
      return new StatedDescription(
          texts,
          options,
          process.path("mutable").asBoolean(true),
          StatedExtras.of(process),
          StatedParameter.of(process.path("inputs")),
          StatedParameter.of(process.path("outputs")));
    } catch (IllegalArgumentException e) {
      throw new MalformedPackageException("processDescription: " + e.getMessage());
    }
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
        extras.keywords(),
        mutable && described.mutable(),
        texts.getOrDefault("version", described.version()),
        metadata(described.metadata()),
        extras.additionalParameters(),
        described.outputTransmission(),
        jobControlOptions.isEmpty() ? described.jobControlOptions() : jobControlOptions,
        each(described.inputs(), inputs, StatedParameter::over),
        each(described.outputs(), outputs, StatedParameter::over));
  }

  /** What is stated counts over what the document says in the same role. */
  private List<Metadata> metadata(List<Metadata> described) {
    if (extras.metadata() == null) {
      return described;
    }
    Set<String> roles =
        extras.metadata().stream()
            .map(Metadata::role)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    return Stream.concat(
            extras.metadata().stream(),
            described.stream().filter(each -> !roles.contains(each.role())))
        .toList();
  }

  private static <P> Map<String, P> each(
      Map<String, P> described,
      Map<String, StatedParameter> stated,
      BiFunction<StatedParameter, P, P> over) {
    Map<String, P> all = new LinkedHashMap<>(described);
    all.replaceAll(
        (name, one) -> stated.containsKey(name) ? over.apply(stated.get(name), one) : one);
    return all;
  }
}
