package org.periplus.cwl.document.read;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Version;

/**
 * The fields that an object of the language may have.
 *
 * @param name what the object is, for messages
 * @param fields the fields and the first version that has them
 */
public record Shape(String name, Map<String, Version> fields) {

  private static final String PROCESS =
      "id label doc class cwlVersion inputs outputs requirements hints $namespaces $schemas $base ";
  private static final String PARAMETER = "id label doc type secondaryFiles streamable format ";
  private static final String TYPE = "type id name label doc inputBinding ";

  public static final Shape GRAPH =
      of("a document with $graph", "$graph cwlVersion $namespaces $schemas $base id");
  static final Shape COMMAND_LINE_TOOL =
      of(
              "a CommandLineTool",
              PROCESS
                  + "baseCommand arguments stdin stdout stderr successCodes temporaryFailCodes"
                  + " permanentFailCodes")
          .since(Version.V1_2, "intent");
  static final Shape EXPRESSION_TOOL =
      of("an ExpressionTool", PROCESS + "expression").since(Version.V1_2, "intent");
  static final Shape WORKFLOW = of("a Workflow", PROCESS + "steps").since(Version.V1_2, "intent");
  static final Shape OPERATION = of("an Operation", PROCESS + "intent");

  static final Shape INPUT =
      of("an input", PARAMETER + "default inputBinding")
          .since(Version.V1_1, "loadContents loadListing");
  static final Shape TOOL_OUTPUT = of("an output", PARAMETER + "outputBinding");
  static final Shape PLAIN_OUTPUT = of("an output", PARAMETER);
  static final Shape WORKFLOW_OUTPUT =
      of("a workflow output", PARAMETER + "outputSource linkMerge")
          .since(Version.V1_2, "pickValue");

  static final Shape STEP =
      of("a step", "id in out run requirements hints scatter scatterMethod label doc")
          .since(Version.V1_2, "when");
  static final Shape STEP_INPUT =
      of("a step input", "id source linkMerge default valueFrom")
          .since(Version.V1_1, "loadContents loadListing label")
          .since(Version.V1_2, "pickValue");
  static final Shape STEP_OUTPUT = of("a step output", "id");

  static final Shape COMMAND_LINE_BINDING =
      of(
          "an inputBinding",
          "position prefix separate itemSeparator valueFrom shellQuote loadContents");
  static final Shape INPUT_BINDING =
      of("an inputBinding of a process that is no CommandLineTool", "loadContents");
  static final Shape OUTPUT_BINDING =
      of("an outputBinding", "glob loadContents outputEval").since(Version.V1_1, "loadListing");
  static final Shape SECONDARY_FILE = of("a secondaryFiles entry", "pattern required");

  static final Shape ARRAY = of("an array type", TYPE + "items");
  static final Shape ENUM = of("an enum type", TYPE + "symbols");
  static final Shape RECORD = of("a record type", TYPE + "fields");
  static final Shape FIELD =
      of(
              "a record field",
              "name label doc type secondaryFiles streamable format inputBinding outputBinding")
          .since(Version.V1_1, "loadContents loadListing");

  static final Shape VARIABLE = of("an environment variable", "envName envValue");
  static final Shape DIRENT = of("a Dirent", "entryname entry writable");

  private static final Map<String, Shape> REQUIREMENTS = requirements();

  /** The shape of a requirement of the language; null for other classes. */
  static Shape ofRequirement(String className) {
    return REQUIREMENTS.get(className);
  }

  static Set<String> requirementClasses() {
    return REQUIREMENTS.keySet();
  }

  private static Map<String, Shape> requirements() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("InlineJavascriptRequirement", "expressionLib");
    fields.put("SchemaDefRequirement", "types");
    fields.put(
        "DockerRequirement",
        "dockerPull dockerLoad dockerFile dockerImport dockerImageId dockerOutputDirectory");
    fields.put("SoftwareRequirement", "packages");
    fields.put("InitialWorkDirRequirement", "listing");
    fields.put("EnvVarRequirement", "envDef");
    fields.put("ShellCommandRequirement", "");
    fields.put(
        "ResourceRequirement",
        "coresMin coresMax ramMin ramMax tmpdirMin tmpdirMax outdirMin outdirMax");
    fields.put("SubworkflowFeatureRequirement", "");
    fields.put("ScatterFeatureRequirement", "");
    fields.put("MultipleInputFeatureRequirement", "");
    fields.put("StepInputExpressionRequirement", "");
    fields.put("LoadListingRequirement", "loadListing");
    fields.put("WorkReuse", "enableReuse");
    fields.put("NetworkAccess", "networkAccess");
    fields.put("InplaceUpdateRequirement", "inplaceUpdate");
    fields.put("ToolTimeLimit", "timelimit");
    fields.put(
        Upgrade.CWLTOOL + "CUDARequirement",
        "cudaDeviceCountMin cudaDeviceCountMax cudaVersionMin cudaComputeCapability");
    fields.put(Upgrade.CWLTOOL + "Secrets", "secrets");
    fields.put(Upgrade.PERIPLUS + "Placement", "pool");
    Map<String, Shape> shapes = new LinkedHashMap<>();
    fields.forEach(
        (name, known) -> shapes.put(name, of(Identifiers.local(name), "class " + known)));
    return shapes;
  }

  private static Shape of(String name, String fields) {
    return new Shape(name, Map.of()).since(Version.V1_0, fields);
  }

  private Shape since(Version version, String more) {
    Map<String, Version> all = new LinkedHashMap<>(fields);
    for (String field : more.trim().split(" ", -1)) {
      all.put(field, version);
    }
    return new Shape(name, all);
  }
}
