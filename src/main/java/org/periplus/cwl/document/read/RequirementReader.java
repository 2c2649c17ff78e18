package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.document.source.Values;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

/** Reads {@code requirements} and {@code hints}. */
public final class RequirementReader {

  private static final Map<String, String> REFUSED =
      Map.of(
          Upgrade.CWLTOOL + "MPIRequirement",
          ": a tool runs in one container, not as ranks of MPI",
          Upgrade.PERIPLUS + "Placement",
          ": where tools run is for the operator to say, so that it can only be a hint");

  private final Context context;

  public RequirementReader(Context context) {
    this.context = context;
  }

  /** The context inside of that object: with the types that its requirements declare. */
  static Context inside(Context outer, Fields fields) {
    TypeScope scope = outer.types().inner();
    Context inner = outer.withTypes(scope);
    for (String field : List.of("requirements", "hints")) {
      forEachType(fields, field, type -> declare(scope, inner, type));
    }
    return inner;
  }

  private static void forEachType(Fields fields, String field, Consumer<Node.Mapping> action) {
    Fields quiet = fields.quietly();
    for (Item item : Items.REQUIREMENTS.of(quiet, field)) {
      if (item.id().equals("SchemaDefRequirement")) {
        Fields.unchecked(quiet.context(), item.node(), Shape.GRAPH).list("types").stream()
            .filter(Node.Mapping.class::isInstance)
            .map(Node.Mapping.class::cast)
            .forEach(action);
      }
    }
  }

  private static void declare(TypeScope scope, Context context, Node.Mapping type) {
    Node.Entry name = type.entries().get("name");
    if (name != null && name.value() instanceof Node.Scalar scalar) {
      scope.declare(scalar.text(), type, context);
    }
  }

  public Requirements read(Fields fields) {
    List<Requirement> required = read(fields, "requirements", true);
    List<Requirement> hinted = read(fields, "hints", false);
    return required.isEmpty() && hinted.isEmpty()
        ? Requirements.NONE
        : new Requirements(required, hinted);
  }

  private List<Requirement> read(Fields fields, String field, boolean binding) {
    List<Requirement> all = new ArrayList<>();
    for (Item item : Items.REQUIREMENTS.of(fields, field)) {
      read(item, binding).ifPresent(all::add);
    }
    return List.copyOf(all);
  }

  private Optional<Requirement> read(Item item, boolean binding) {
    String written = context.namespaces().expandIfDeclared(item.id());
    String className = Upgrade.currentName(written);
    Shape shape = Shape.ofRequirement(className);
    if (binding && (shape == null || REFUSED.containsKey(className))) {
      return refuse(item, written);
    }
    if (shape == null) {
      return Optional.of(unknown(item, written));
    }
    return Optional.of(known(className, Fields.of(context, item.node(), shape)));
  }

  private Optional<Requirement> refuse(Item item, String className) {
    context
        .problems()
        .unsupported(
            item.place(),
            "The requirement '%s' is not supported%s.%s Move it to hints if the tool runs without it."
                .formatted(
                    className,
                    REFUSED.getOrDefault(className, ""),
                    Suggestions.didYouMean(className, Shape.requirementClasses())));
    return Optional.empty();
  }

  private static Requirement unknown(Item item, String className) {
    return new Requirement.Unknown(className, Values.plain(item.node()));
  }

  private Requirement known(String className, Fields fields) {
    return switch (className) {
      case "InlineJavascriptRequirement" ->
          new Requirement.InlineJavascript(fields.texts("expressionLib"));
      case "SchemaDefRequirement" -> schemaDef(fields);
      case "DockerRequirement" -> docker(fields);
      case "SoftwareRequirement" -> new Requirement.Software(packages(fields));
      case "InitialWorkDirRequirement" -> new WorkDirReader(fields).read();
      case "EnvVarRequirement" -> new Requirement.EnvVar(variables(fields));
      case "ShellCommandRequirement" -> new Requirement.ShellCommand();
      case "ResourceRequirement" -> resources(new Quantities(fields));
      case "WorkReuse" ->
          new Requirement.WorkReuse(new Quantities(fields).switchable("enableReuse"));
      case "NetworkAccess" ->
          new Requirement.NetworkAccess(new Quantities(fields).switchable("networkAccess"));
      case "InplaceUpdateRequirement" -> {
        fields.require("inplaceUpdate");
        yield new Requirement.InplaceUpdate(fields.flag("inplaceUpdate", false));
      }
      case "ToolTimeLimit" -> new Requirement.ToolTimeLimit(new Quantities(fields).timeLimit());
      case Upgrade.CWLTOOL + "CUDARequirement" -> cuda(fields);
      case Upgrade.CWLTOOL + "Secrets" -> secrets(fields);
      case Upgrade.PERIPLUS + "Placement" -> {
        fields.require("pool");
        yield new Requirement.Placement(fields.text("pool").orElse(""));
      }
      case "LoadListingRequirement" ->
          new Requirement.Listing(
              new Bindings(fields).loadListing().orElse(LoadListing.NO_LISTING));
      case "SubworkflowFeatureRequirement" -> feature(Requirement.Feature.Kind.SUBWORKFLOW);
      case "ScatterFeatureRequirement" -> feature(Requirement.Feature.Kind.SCATTER);
      case "MultipleInputFeatureRequirement" -> feature(Requirement.Feature.Kind.MULTIPLE_INPUT);
      case "StepInputExpressionRequirement" ->
          feature(Requirement.Feature.Kind.STEP_INPUT_EXPRESSION);
      default -> throw new IllegalStateException("no reader for " + className);
    };
  }

  private static Requirement feature(Requirement.Feature.Kind kind) {
    return new Requirement.Feature(kind);
  }

  private Requirement schemaDef(Fields fields) {
    fields.require("types");
    List<CwlType> types = new ArrayList<>();
    for (Node node : fields.list("types")) {
      Node.Entry name = node instanceof Node.Mapping m ? m.entries().get("name") : null;
      if (name == null || !name.value().isString()) {
        fields.expected("Each type of a SchemaDefRequirement must be a map with a 'name'", node);
        continue;
      }
      context.types().find(((Node.Scalar) name.value()).text(), node.place()).ifPresent(types::add);
    }
    return new Requirement.SchemaDef(types);
  }

  private static Requirement docker(Fields fields) {
    return new Requirement.Docker(
        fields.text("dockerPull").map(String::strip), // editors leave spaces at the end
        fields.text("dockerLoad"),
        fields.text("dockerFile"),
        fields.text("dockerImport"),
        fields.text("dockerImageId"),
        fields.text("dockerOutputDirectory"));
  }

  private static JsonNode packages(Fields fields) {
    fields.require("packages");
    ArrayNode packages = JsonNodeFactory.instance.arrayNode();
    for (Item item : Items.PACKAGES.of(fields, "packages")) {
      ObjectNode one = packages.addObject();
      one.put("package", item.id());
      one.setAll((ObjectNode) Values.plain(item.node()));
    }
    return packages;
  }

  private Map<String, String> variables(Fields fields) {
    fields.require("envDef");
    Map<String, String> variables = new LinkedHashMap<>();
    for (Item item : Items.VARIABLES.of(fields, "envDef")) {
      Fields variable = Fields.of(context, item.node(), Shape.VARIABLE);
      variable.require("envValue");
      variables.put(item.id(), variable.text("envValue").orElse(""));
    }
    return variables;
  }

  private static Requirement cuda(Fields fields) {
    fields.require("cudaVersionMin");
    fields.require("cudaComputeCapability");
    Quantities quantities = new Quantities(fields);
    return new Requirement.Cuda(
        quantities.count("cudaDeviceCountMin").orElse(IntNode.valueOf(1)),
        quantities.count("cudaDeviceCountMax"),
        fields.text("cudaVersionMin").orElse(""),
        fields.texts("cudaComputeCapability"));
  }

  private static Requirement secrets(Fields fields) {
    fields.require("secrets");
    return new Requirement.Secrets(
        fields.texts("secrets").stream().map(Identifiers::local).toList());
  }

  private static Requirement resources(Quantities quantities) {
    for (String of : List.of("cores", "ram", "tmpdir", "outdir")) {
      quantities.checkOrder(of + "Min", of + "Max");
    }
    return new Requirement.Resource(
        quantities.amount("coresMin"),
        quantities.amount("coresMax"),
        quantities.amount("ramMin"),
        quantities.amount("ramMax"),
        quantities.amount("tmpdirMin"),
        quantities.amount("tmpdirMax"),
        quantities.amount("outdirMin"),
        quantities.amount("outdirMax"));
  }
}
