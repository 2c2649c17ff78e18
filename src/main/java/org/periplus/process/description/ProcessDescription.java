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
 * @param keywords null when there are none
 * @param additionalParameters null when there are none
 * @param version the author's version
 * @param inputs by name, in the order of the author
 * @param outputs by name, in the order of the author
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProcessDescription(
    String id,
    String title,
    String description,
    List<String> keywords,
    boolean mutable,
    String version,
    List<Metadata> metadata,
    JsonNode additionalParameters,
    List<String> outputTransmission,
    List<String> jobControlOptions,
    Map<String, Input> inputs,
    Map<String, Output> outputs) {

  /** The role of metadata that say what the author of a package should know. */
  public static final String WARNING = "urn:periplus:warning";

  /** A description without keywords and additional parameters. */
  public ProcessDescription(
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
    this(
        id,
        title,
        description,
        null,
        mutable,
        version,
        metadata,
        null,
        outputTransmission,
        jobControlOptions,
        inputs,
        outputs);
  }

  /** The job control option of a process that can be executed asynchronously. */
  public static final String ASYNC = "async-execute";

  /** The job control option of a process whose execution can be waited for. */
  public static final String SYNC = "sync-execute";

  /**
   * Something that the author states: Part 1, schema {@code metadata}, a value or a link to one.
   *
   * @param role the IRI of what is stated
   * @param value a string, or an object such as a person
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Metadata(
      String role,
      String title,
      String lang,
      JsonNode value,
      String href,
      String rel,
      String type,
      String hreflang) {

    /** A value. */
    public static Metadata of(String role, JsonNode value) {
      return new Metadata(role, null, null, value, null, null, null, null);
    }
  }

  /**
   * What an author states of a process, an input or an output beside its texts; what is not stated
   * is null.
   */
  public record Extras(
      List<String> keywords, List<Metadata> metadata, JsonNode additionalParameters) {

    public static final Extras NONE = new Extras(null, null, null);
  }

  /** The same with what its author should know, which is stated among the metadata. */
  public ProcessDescription warning(List<String> warnings) {
    List<Metadata> all = new ArrayList<>(metadata);
    warnings.forEach(warning -> all.add(Metadata.of(WARNING, TextNode.valueOf(warning))));
    return new ProcessDescription(
        id,
        title,
        description,
        keywords,
        mutable,
        version,
        List.copyOf(all),
        additionalParameters,
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
      List<String> keywords,
      List<Metadata> metadata,
      JsonNode additionalParameters,
      Integer minOccurs,
      Integer maxOccurs,
      @JsonProperty("extended-schema") JsonNode extendedSchema,
      JsonNode schema) {

    public Input(
        String title,
        String description,
        Integer minOccurs,
        Integer maxOccurs,
        JsonNode extendedSchema,
        JsonNode schema) {
      this(title, description, null, null, null, minOccurs, maxOccurs, extendedSchema, schema);
    }

    /** The same input with what its author states of it. */
    public Input with(String newTitle, String newDescription, Extras extras, JsonNode newSchema) {
      return new Input(
          newTitle,
          newDescription,
          extras.keywords(),
          extras.metadata(),
          extras.additionalParameters(),
          minOccurs,
          maxOccurs,
          extendedSchema,
          newSchema);
    }
  }

  /** An output. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Output(
      String title,
      String description,
      List<String> keywords,
      List<Metadata> metadata,
      JsonNode additionalParameters,
      @JsonProperty("extended-schema") JsonNode extendedSchema,
      JsonNode schema) {

    public Output(String title, String description, JsonNode extendedSchema, JsonNode schema) {
      this(title, description, null, null, null, extendedSchema, schema);
    }

    /** The same output with what its author states of it. */
    public Output with(String newTitle, String newDescription, Extras extras, JsonNode newSchema) {
      return new Output(
          newTitle,
          newDescription,
          extras.keywords(),
          extras.metadata(),
          extras.additionalParameters(),
          extendedSchema,
          newSchema);
    }
  }
}
