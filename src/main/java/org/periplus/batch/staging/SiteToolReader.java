package org.periplus.batch.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.CwlType.Primitive;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.ToolOutput;

/**
 * Reads the CWL documents of a site's staging tools and checks that each tool can be given what
 * there is to stage. What the templates of other servers leave open ({@code inputs: {}}) is filled
 * in as those servers do it.
 */
final class SiteToolReader {

  /** The field of the record by which some packages write a URI. */
  static final String URI_FIELD = "value";

  private static final Set<String> REFERENCE = Set.of("input", "reference", "url", "href");

  private final String file;
  private final Optional<Path> values;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * @param values the input object of the site, if there is one
   */
  SiteToolReader(Path file, Optional<Path> values) {
    this.file = file.toAbsolutePath().toUri().toString();
    this.values = values;
  }

  /**
   * The tools that fetch references.
   *
   * @throws InvalidDocumentException with all problems, when there are any
   */
  List<SiteTool> stageIn() {
    return read(this::stageIn);
  }

  /**
   * The tools that are given results.
   *
   * @throws InvalidDocumentException with all problems, when there are any
   */
  List<SiteTool> stageOut() {
    return read(this::stageOut);
  }

  private interface Check {
    Optional<SiteTool> of(CommandLineTool tool);
  }

  private List<SiteTool> read(Check check) {
    CwlDocument document =
        new DocumentLoader(SiteToolReader::text).load(text(Path.of(URI.create(file))), file);
    ObjectNode settings =
        values.isEmpty()
            ? InputObjectReader.Given.NOTHING.values().deepCopy()
            : InputObjectReader.read(
                    text(values.get()), values.get().toAbsolutePath().toUri().toString(), document)
                .values();
    List<SiteTool> tools = new ArrayList<>();
    for (Process process : document.processes().values()) {
      if (process instanceof CommandLineTool tool) {
        check.of(withValues(tool, settings)).ifPresent(tools::add);
      } else {
        problem(process.location(), "A staging tool is a CommandLineTool, and this is none.");
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return tools;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new InvalidDocumentException(
          List.of(
              new Problem(
                  Problem.Kind.INVALID,
                  new SourceLocation(path.toString(), 1, 1),
                  "The file cannot be read: " + e)));
    }
  }

  private static String text(URI uri) throws IOException {
    if (!"file".equals(uri.getScheme())) {
      throw new IOException("a staging tool may refer to files on this machine only");
    }
    return Files.readString(Path.of(uri));
  }

  private Optional<SiteTool> stageIn(CommandLineTool written) {
    CommandLineTool tool = written;
    if (tool.inputs().isEmpty()) {
      tool =
          with(
              tool,
              List.of(parameter(tool, "input", Primitive.STRING, Optional.of("2"))),
              tool.outputs());
    }
    if (tool.outputs().isEmpty()) {
      tool = with(tool, tool.inputs(), List.of(wholeFolder(tool)));
    }
    List<String> references =
        tool.inputs().stream()
            .filter(input -> isText(input.type()) && REFERENCE.contains(input.id()))
            .map(InputParameter::id)
            .toList();
    if (references.size() != 1) {
      problem(
          tool.location(),
          "A stage-in tool has one input of type string that is called 'input', 'reference', 'url'"
              + " or 'href' and is given the reference; this one has "
              + references.size()
              + ".");
    }
    checkValues(tool, Set.copyOf(references));
    if (tool.outputs().size() != 1 || !isFiles(tool.outputs().get(0).type())) {
      problem(tool.location(), "A stage-in tool has one output, whose type is File or Directory.");
      return Optional.empty();
    }
    CwlType leaves = tool.outputs().get(0).type();
    CommandLineTool checked = tool;
    return references.stream().findFirst().map(input -> new SiteTool(checked, input, leaves));
  }

  private Optional<SiteTool> stageOut(CommandLineTool written) {
    CommandLineTool tool = written;
    if (tool.inputs().stream().noneMatch(input -> isFiles(input.type()))) {
      List<InputParameter> inputs = new ArrayList<>(tool.inputs());
      inputs.add(parameter(tool, "wf_outputs", Primitive.DIRECTORY, Optional.empty()));
      tool = with(tool, inputs, tool.outputs());
    }
    List<InputParameter> files =
        tool.inputs().stream()
            .filter(input -> isFiles(input.type()) && input.defaultValue().isEmpty())
            .toList();
    if (files.size() != 1) {
      problem(
          tool.location(),
          "A stage-out tool has one input of type Directory or File that is given the results; this"
              + " one has "
              + files.size()
              + ".");
      return Optional.empty();
    }
    Set<String> given = new HashSet<>(SiteStageOut.GIVEN);
    given.add(files.get(0).id());
    checkValues(tool, given);
    if (tool.outputs().size() != 1 || !isResult(tool.outputs().get(0).type())) {
      problem(
          tool.location(),
          "A stage-out tool has one output: a string with the URL of what it has published, or a"
              + " Directory or File that the server publishes.");
      return Optional.empty();
    }
    return Optional.of(new SiteTool(tool, files.get(0).id(), files.get(0).type()));
  }

  private void checkValues(CommandLineTool tool, Set<String> given) {
    for (InputParameter input : tool.inputs()) {
      if (!given.contains(input.id())
          && !input.type().optional()
          && input.defaultValue().isEmpty()) {
        problem(
            input.location(),
            "The input '%s' has no value: give it a default, or a value in the file that"
                    .formatted(input.id())
                + " periplus.staging.*.cwl-inputs names.");
      }
    }
  }

  /** The site's values are defaults, and secret: they may be keys of its archive. */
  private static CommandLineTool withValues(CommandLineTool tool, ObjectNode values) {
    List<String> secret = new ArrayList<>();
    List<InputParameter> inputs = new ArrayList<>();
    for (InputParameter input : tool.inputs()) {
      boolean given = values.has(input.id());
      inputs.add(given ? withDefault(input, values.get(input.id())) : input);
      if (given) {
        secret.add(input.id());
      }
    }
    tool.requirements()
        .find(Requirement.Secrets.class)
        .ifPresent(named -> secret.addAll(named.inputs()));
    return with(tool, inputs, tool.outputs())
        .withRequirements(
            new Requirements(List.of(new Requirement.Secrets(secret)), List.of())
                .inheriting(tool.requirements()));
  }

  private static InputParameter withDefault(InputParameter input, JsonNode value) {
    return new InputParameter(
        input.id(),
        input.documentation(),
        input.type(),
        Optional.of(value),
        input.secondaryFiles(),
        input.format(),
        input.streamable(),
        input.loadContents(),
        input.loadListing(),
        input.inputBinding(),
        input.location());
  }

  private static boolean isText(CwlType type) {
    CwlType present = type.required();
    return present == Primitive.STRING
        || (present instanceof CwlType.Record record
            && record.fields().stream().anyMatch(field -> field.name().equals(URI_FIELD)));
  }

  private static boolean isFiles(CwlType type) {
    return type.required() != Primitive.ANY
        && (SiteTool.holds(type, "File") || SiteTool.holds(type, "Directory"));
  }

  private static boolean isResult(CwlType type) {
    return isText(type) || isFiles(type);
  }

  private static InputParameter parameter(
      CommandLineTool tool, String id, CwlType type, Optional<String> position) {
    return InputParameter.plain(
        id,
        type,
        position.map(
            at ->
                new CommandLineBinding(
                    at, Optional.empty(), true, Optional.empty(), Optional.empty(), true, false)),
        tool.location());
  }

  private static ToolOutput wholeFolder(CommandLineTool tool) {
    return ToolOutput.plain(
        "staged",
        Primitive.DIRECTORY,
        Optional.of(new OutputBinding(List.of("."), false, Optional.empty(), Optional.empty())),
        tool.location());
  }

  private static CommandLineTool with(
      CommandLineTool tool, List<InputParameter> inputs, List<ToolOutput> outputs) {
    return new CommandLineTool(
        tool.id(),
        tool.documentation(),
        tool.cwlVersion(),
        inputs,
        outputs,
        tool.requirements(),
        tool.metadata(),
        tool.baseCommand(),
        tool.arguments(),
        tool.stdin(),
        tool.stdout(),
        tool.stderr(),
        tool.successCodes(),
        tool.temporaryFailCodes(),
        tool.permanentFailCodes(),
        tool.location());
  }

  private void problem(SourceLocation location, String message) {
    problems.add(new Problem(Problem.Kind.INVALID, location, message));
  }
}
