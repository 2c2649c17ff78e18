package org.periplus.cwl.document.read;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Suggestions;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.ToolOutput;

/** Reads a process of any class. */
final class ProcessReader {

  private static final List<String> CLASSES =
      List.of("CommandLineTool", "ExpressionTool", "Workflow", "Operation");

  private final Context outer;
  private final OpenDocument document;

  ProcessReader(Context outer, OpenDocument document) {
    this.outer = outer;
    this.document = document;
  }

  /**
   * The process; empty when not even its class is known, which is then a problem.
   *
   * @param inherited extension fields of the document
   * @param top whether it is a process of the document rather than one inside of a step
   */
  Optional<Process> read(
      Node.Mapping node, String id, Map<String, JsonNode> inherited, boolean top) {
    Context context = outer.withNamespaces(outer.namespaces().and(node, outer.problems()));
    DeclaredVersion.check(node, context);
    Node.Entry className = node.entries().get("class");
    if (className == null) {
      context.invalid(
          node.place(),
          "The process has no class; add class: CommandLineTool, ExpressionTool or Workflow.");
      return Optional.empty();
    }
    String name =
        className.value() instanceof Node.Scalar scalar ? scalar.text() : "a value that is no name";
    Shape shape =
        switch (name) {
          case "CommandLineTool" -> Shape.COMMAND_LINE_TOOL;
          case "ExpressionTool" -> Shape.EXPRESSION_TOOL;
          case "Workflow" -> Shape.WORKFLOW;
          case "Operation" -> Shape.OPERATION;
          default -> null;
        };
    if (shape == null && isGenerator(name, context)) {
      context
          .problems()
          .unsupported(
              className.value().place(),
              "'" + name + "' is not supported; deploy the workflow that it generates.");
      return Optional.empty();
    }
    if (shape == null) {
      context.invalid(
          className.value().place(),
          "There is no process class '%s'.%s It is one of %s."
              .formatted(name, Suggestions.didYouMean(name, CLASSES), Suggestions.list(CLASSES)));
      return Optional.empty();
    }
    if (name.equals("Operation") && context.version().before(Version.V1_2)) {
      context.invalid(
          className.value().place(), "Operation came with CWL v1.2; set cwlVersion: v1.2.");
    }
    Fields fields = Fields.of(context, node, shape);
    Map<String, JsonNode> metadata = new LinkedHashMap<>(inherited);
    metadata.putAll(fields.extensions());
    Context inside = RequirementReader.inside(context, fields);
    Requirements requirements = new RequirementReader(inside).read(fields);
    if (top) {
      requirements = Upgrade.withDefaultsOf(context.version(), requirements);
    }
    Head head = new Head(id, fields, requirements, metadata, inside);
    return Optional.of(
        switch (name) {
          case "CommandLineTool" -> tool(head);
          case "ExpressionTool" -> expressionTool(head);
          case "Workflow" -> new WorkflowReader(head, document).read();
          default -> operation(head);
        });
  }

  private static boolean isGenerator(String className, Context context) {
    String name = context.namespaces().expandIfDeclared(className);
    return Upgrade.currentName(name).equals(Upgrade.CWLTOOL + "ProcessGenerator");
  }

  /** What is read of every process in the same way. */
  record Head(
      String id,
      Fields fields,
      Requirements requirements,
      Map<String, JsonNode> metadata,
      Context inside) {}

  private CommandLineTool tool(Head head) {
    Fields fields = head.fields();
    ParameterReader parameters = new ParameterReader(head.inside());
    Streams streams = new Streams(head.id(), fields);
    List<InputParameter> inputs = parameters.inputs(fields, streams);
    List<ToolOutput> outputs = parameters.toolOutputs(fields, streams);
    return new CommandLineTool(
        head.id(),
        fields.documentation(),
        outer.version().toString(),
        inputs,
        outputs,
        head.requirements(),
        head.metadata(),
        fields.texts("baseCommand"),
        arguments(fields),
        streams.stdin(),
        streams.stdout(),
        streams.stderr(),
        codes(fields, "successCodes"),
        codes(fields, "temporaryFailCodes"),
        codes(fields, "permanentFailCodes"),
        fields.place().location());
  }

  private static Set<Integer> codes(Fields fields, String name) {
    return new LinkedHashSet<>(fields.integers(name));
  }

  private static List<CommandLineBinding> arguments(Fields fields) {
    List<CommandLineBinding> arguments = new ArrayList<>();
    if (fields.has("arguments") && !fields.isList("arguments")) {
      fields.expected("'arguments' must be a list", fields.node("arguments").orElseThrow());
      return List.of();
    }
    for (Node node : fields.list("arguments")) {
      if (node instanceof Node.Mapping mapping) {
        Fields binding = Fields.of(fields.context(), mapping, Shape.COMMAND_LINE_BINDING);
        if (binding.has("valueFrom")) {
          arguments.add(Bindings.commandLine(binding));
        } else {
          // as the reference runner does, which packages of the field were tried with
          fields
              .context()
              .problems()
              .warn(
                  node.place().location(),
                  "This argument has no 'valueFrom' and adds nothing to the command line.");
        }
      } else {
        fields
            .asText(node, "Each entry of 'arguments'")
            .ifPresent(text -> arguments.add(CommandLineBinding.ofValue(text)));
      }
    }
    return arguments;
  }

  private static ExpressionTool expressionTool(Head head) {
    Fields fields = head.fields();
    fields.require("expression");
    ParameterReader parameters = new ParameterReader(head.inside());
    return new ExpressionTool(
        head.id(),
        fields.documentation(),
        parameters.inputs(fields),
        parameters.plainOutputs(fields),
        head.requirements(),
        head.metadata(),
        fields.text("expression").orElse(""),
        fields.place().location());
  }

  private static Operation operation(Head head) {
    Fields fields = head.fields();
    ParameterReader parameters = new ParameterReader(head.inside());
    return new Operation(
        head.id(),
        fields.documentation(),
        parameters.inputs(fields),
        parameters.plainOutputs(fields),
        head.requirements(),
        head.metadata(),
        fields.place().location());
  }
}
