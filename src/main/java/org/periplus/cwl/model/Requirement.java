package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A requirement or hint. Strings may hold expressions where CWL allows them. */
public sealed interface Requirement {

  /** {@code InlineJavascriptRequirement}. */
  record InlineJavascript(List<String> expressionLib) implements Requirement {}

  /** {@code SchemaDefRequirement}; its types are already resolved where they are used. */
  record SchemaDef(List<CwlType> types) implements Requirement {}

  /** {@code DockerRequirement}: where the tool's container image comes from. */
  record Docker(
      Optional<String> pull,
      Optional<String> load,
      Optional<String> file,
      Optional<String> importFrom,
      Optional<String> imageId,
      Optional<String> outputDirectory)
      implements Requirement {}

  /** {@code SoftwareRequirement}, recorded and not acted upon. */
  record Software(JsonNode packages) implements Requirement {}

  /**
   * {@code InitialWorkDirRequirement}.
   *
   * @param listing as written: an expression, or an array of Files, Directories, Dirents and
   *     expressions
   */
  record InitialWorkDir(JsonNode listing) implements Requirement {}

  /** {@code EnvVarRequirement}: names and values, in the order written. */
  record EnvVar(Map<String, String> variables) implements Requirement {}

  /** {@code ShellCommandRequirement}. */
  record ShellCommand() implements Requirement {}

  /** {@code ResourceRequirement}: cores in processors, the rest in MiB; numbers or expressions. */
  record Resource(
      Optional<JsonNode> coresMin,
      Optional<JsonNode> coresMax,
      Optional<JsonNode> ramMin,
      Optional<JsonNode> ramMax,
      Optional<JsonNode> tmpdirMin,
      Optional<JsonNode> tmpdirMax,
      Optional<JsonNode> outdirMin,
      Optional<JsonNode> outdirMax)
      implements Requirement {

    /** All amounts that are given. */
    public List<JsonNode> amounts() {
      return Stream.of(
              coresMin, coresMax, ramMin, ramMax, tmpdirMin, tmpdirMax, outdirMin, outdirMax)
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** {@code WorkReuse}: a boolean or an expression. */
  record WorkReuse(JsonNode enable) implements Requirement {}

  /** {@code NetworkAccess}: a boolean or an expression. */
  record NetworkAccess(JsonNode enable) implements Requirement {}

  /** {@code InplaceUpdateRequirement}. */
  record InplaceUpdate(boolean enable) implements Requirement {}

  /** {@code ToolTimeLimit}: seconds, a number or an expression; 0 means no limit. */
  record ToolTimeLimit(JsonNode seconds) implements Requirement {}

  /**
   * The reference runner's {@code CUDARequirement}.
   *
   * @param deviceCountMin graphics processors, a number or an expression; 1 when it is not given
   * @param deviceCountMax the most that are of use; empty means {@code deviceCountMin}
   * @param versionMin the oldest version of CUDA that the driver may have, such as {@code 11.4}
   * @param computeCapability one value is the least capability; several are those that will do
   */
  record Cuda(
      JsonNode deviceCountMin,
      Optional<JsonNode> deviceCountMax,
      String versionMin,
      List<String> computeCapability)
      implements Requirement {}

  /** The reference runner's {@code Secrets}: inputs whose values nobody may see in records. */
  record Secrets(List<String> inputs) implements Requirement {}

  /**
   * {@code periplus:Placement}, a hint: on which of the machines that the operator has named a tool
   * runs best.
   */
  record Placement(String pool) implements Requirement {}

  /** {@code LoadListingRequirement}. */
  record Listing(LoadListing loadListing) implements Requirement {}

  /** {@code SubworkflowFeatureRequirement} and its siblings, which only switch a feature on. */
  record Feature(Kind kind) implements Requirement {
    /** The features. */
    public enum Kind {
      SUBWORKFLOW,
      SCATTER,
      MULTIPLE_INPUT,
      STEP_INPUT_EXPRESSION
    }
  }

  /**
   * A hint of a class that is not known: kept for the reader and without effect. An unknown class
   * among the requirements is refused instead.
   */
  record Unknown(String className, JsonNode value) implements Requirement {}

  /** Whether one of the two replaces the other where both are given. */
  default boolean sameSortAs(Requirement other) {
    return getClass() == other.getClass()
        && ((!(this instanceof Feature) && !(this instanceof Unknown)) || equals(other));
  }
}
