package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.document.check.DefaultCheck;
import org.periplus.cwl.document.source.Version;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.ToolOutput;

/** Reads the inputs of processes and the outputs of those that are no workflows. */
final class ParameterReader {

  private final Context context;

  ParameterReader(Context context) {
    this.context = context;
  }

  /** The inputs of a process that is no {@code CommandLineTool}. */
  List<InputParameter> inputs(Fields process) {
    return inputs(process, Optional.empty());
  }

  /** The inputs of a tool with these streams. */
  List<InputParameter> inputs(Fields tool, Streams streams) {
    return inputs(tool, Optional.of(streams));
  }

  private List<InputParameter> inputs(Fields process, Optional<Streams> streams) {
    process.require("inputs");
    List<InputParameter> inputs = new ArrayList<>();
    for (Item item : Items.PARAMETERS.of(process, "inputs")) {
      inputs.add(input(item, streams));
    }
    return List.copyOf(inputs);
  }

  private InputParameter input(Item item, Optional<Streams> streams) {
    Fields fields = Fields.of(context, item.node(), Shape.INPUT);
    Bindings bindings = new Bindings(fields);
    CwlType type;
    if (streams.isPresent() && Streams.isInput(fields)) {
      checkStdin(fields);
      streams.get().readFrom(fields, item.localName());
      type = CwlType.Primitive.FILE;
    } else {
      type = type(fields);
    }
    bindings.checkFiles(type);
    Optional<CommandLineBinding> binding = Optional.empty();
    boolean loadContents = fields.flag("loadContents", false);
    if (streams.isPresent()) {
      binding = bindings.commandLine();
    } else {
      Shape shape =
          context.version() == Version.V1_0 ? Shape.COMMAND_LINE_BINDING : Shape.INPUT_BINDING;
      loadContents |=
          fields
              .object("inputBinding", shape)
              .filter(b -> b.flag("loadContents", false))
              .isPresent();
    }
    InputParameter read =
        new InputParameter(
            item.localName(),
            fields.documentation(),
            type,
            fields.value("default"),
            bindings.secondaryFiles(),
            bindings.formats(),
            fields.flag("streamable", false),
            loadContents || binding.filter(CommandLineBinding::loadContents).isPresent(),
            bindings.loadListing(),
            binding,
            item.place().location());
    new DefaultCheck(context.problems()).check(read, fields.place("default"));
    return read;
  }

  private void checkStdin(Fields fields) {
    if (context.version() == Version.V1_0) {
      context.invalid(
          fields.place("type"),
          "The type stdin came with CWL v1.1, but this document is v1.0; set cwlVersion: v1.1.");
    }
  }

  List<ToolOutput> toolOutputs(Fields tool, Streams streams) {
    return outputs(tool, Shape.TOOL_OUTPUT, Optional.of(streams));
  }

  /** The outputs of an {@code ExpressionTool} or {@code Operation}. */
  List<ToolOutput> plainOutputs(Fields process) {
    return outputs(process, Shape.PLAIN_OUTPUT, Optional.empty());
  }

  private List<ToolOutput> outputs(Fields process, Shape shape, Optional<Streams> streams) {
    process.require("outputs");
    List<ToolOutput> outputs = new ArrayList<>();
    for (Item item : Items.PARAMETERS.of(process, "outputs")) {
      outputs.add(output(item, Fields.of(context, item.node(), shape), streams));
    }
    return List.copyOf(outputs);
  }

  private ToolOutput output(Item item, Fields fields, Optional<Streams> streams) {
    Bindings bindings = new Bindings(fields);
    CwlType type;
    Optional<OutputBinding> binding;
    if (streams.isPresent() && Streams.isOutput(fields)) {
      type = CwlType.Primitive.FILE;
      binding = Optional.of(streams.get().collect(fields));
    } else {
      type = type(fields);
      binding = bindings.output();
    }
    bindings.checkFiles(type);
    return new ToolOutput(
        item.localName(),
        fields.documentation(),
        type,
        bindings.secondaryFiles(),
        outputFormat(fields),
        fields.flag("streamable", false),
        binding,
        item.place().location());
  }

  /** The one format that an output may have. */
  static Optional<String> outputFormat(Fields fields) {
    List<String> formats = new Bindings(fields).formats();
    if (formats.size() > 1) {
      fields.context().invalid(fields.place("format"), "An output has one format, not several.");
    }
    return formats.stream().findFirst();
  }

  CwlType type(Fields parameter) {
    parameter.require("type");
    return parameter
        .node("type")
        .map(n -> new TypeReader(context).read(n))
        .orElse(CwlType.Primitive.ANY);
  }
}
