package org.periplus.process.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process description without links: OGC API - Processes Part 1, schema {@code process}, with
 * Part 2's {@code mutable}. The same package always gives the same description.
 *
 * @param version the author's version
 * @param inputs by name, in the order of the author
 * @param outputs by name, in the order of the author
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessDescription(
    String id,
    String title,
    String description,
    boolean mutable,
    String version,
    List<Metadata> metadata,
    List<String> outputTransmission,
    List<String> jobControlOptions,
    Map<String, Input> inputs,
    Map<String, Output> outputs) {

  /** The role of metadata that say what the author of a package should know. */
  public static final String WARNING = "urn:periplus:warning";

  /** The job control option of a process that can be executed asynchronously. */
  public static final String ASYNC = "async-execute";

  /** The job control option of a process whose execution can be waited for. */
  public static final String SYNC = "sync-execute";

  /**
   * Something that the author states about the process.
   *
   * @param role the IRI of what is stated
   * @param value a string, or an object such as a person
   */
  public record Metadata(String role, JsonNode value) {}

  /** The same with what its author should know, which is stated among the metadata. */
  public ProcessDescription warning(List<String> warnings) {
    List<Metadata> all = new ArrayList<>(metadata);
    warnings.forEach(warning -> all.add(new Metadata(WARNING, TextNode.valueOf(warning))));
    return new ProcessDescription(
        id,
        title,
        description,
        mutable,
        version,
        List.copyOf(all),
        outputTransmission,
        jobControlOptions,
        inputs,
        outputs);
  }

  /**
   * An input.
   *
   * @param minOccurs 0 when it may be left out; null means 1
   * @param maxOccurs null means 1
   * @param extendedSchema the schema of the whole value, with its default, when it may occur more
   *     than once
   * @param schema the schema of one occurrence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Input(
      String title,
      String description,
      Integer minOccurs,
      Integer maxOccurs,
      @JsonProperty("extended-schema") JsonNode extendedSchema,
      JsonNode schema) {}

  /** An output. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Output(
      String title,
      String description,
      @JsonProperty("extended-schema") JsonNode extendedSchema,
      JsonNode schema) {}
}
