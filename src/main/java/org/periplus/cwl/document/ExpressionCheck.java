package org.periplus.cwl.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.periplus.cwl.document.read.Fields;
import org.periplus.cwl.document.read.Library;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.expression.ExpressionSyntax;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.OutputBinding;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SecondaryFile;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.ToolOutput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;
import org.periplus.cwl.model.WorkflowStep;

/**
 * Tells which expressions can never be evaluated: they are not closed, not JavaScript, or are
 * JavaScript where no {@code InlineJavascriptRequirement} stands at the process or around it.
 */
final class ExpressionCheck {

  private record Visit(SourceLocation process, boolean javascript) {}

  /** A field that may have JavaScript. */
  private record JavaScriptField(String text, SourceLocation location) {}

  private final Problems problems;
  private final Library library;
  private final ExpressionSyntax syntax;
  private final Set<Visit> seen = new HashSet<>();
  private final List<JavaScriptField> deferred = new ArrayList<>();

  ExpressionCheck(Problems problems, Library library) {
    this.problems = problems;
    this.library = library;
    this.syntax = new ExpressionSyntax(problems.effort()::goOn);
  }

  /**
   * Checks these processes and what they run.
   *
   * @param outermost those that nothing else runs, and that therefore inherit nothing
   */
  void check(List<Process> outermost) {
    outermost.forEach(process -> check(process, Requirements.NONE));
    syntax.lookAt(deferred.stream().map(JavaScriptField::text).toList());
    for (JavaScriptField field : deferred) {
      report(syntax.mistakes(field.text(), true, Set.of()), field.text(), field.location());
    }
  }

  private void report(List<String> mistakes, String text, SourceLocation location) {
    for (String mistake : mistakes) {
      problems.invalid(
          library.placeOf(text, location),
          Fields.capital(mistake) + (mistake.endsWith(".") ? "" : "."));
    }
  }

  private void check(Process process, Requirements outer) {
    Requirements effective = process.requirements().inheriting(outer);
    boolean javascript = effective.has(Requirement.InlineJavascript.class);
    if (!seen.add(new Visit(process.location(), javascript))) {
      return;
    }
    Place place = new Place(process.location(), javascript, inputNames(process));
    place.requirements(process.requirements());
    process.inputs().forEach(input -> check(input, place.at(input.location())));
    if (process instanceof CommandLineTool tool) {
      tool.arguments().forEach(place::binding);
      place.text(tool.stdin());
      place.text(tool.stdout());
      place.text(tool.stderr());
      tool.outputs().forEach(output -> check(output, place.at(output.location())));
    } else if (process instanceof ExpressionTool tool) {
      place.text(tool.expression());
    } else if (process instanceof Workflow workflow) {
      workflow.outputs().forEach(output -> check(output, place.at(output.location())));
      workflow.steps().forEach(step -> check(step, effective));
    }
  }

  private static Set<String> inputNames(Process process) {
    return process.inputs().stream().map(InputParameter::id).collect(Collectors.toSet());
  }

  private void check(WorkflowStep step, Requirements workflow) {
    problems.effort().goOn();
    Requirements effective = step.requirements().inheriting(workflow);
    Set<String> names = new LinkedHashSet<>(inputNames(step.run()));
    step.in().forEach(input -> names.add(input.id()));
    Place place =
        new Place(step.location(), effective.has(Requirement.InlineJavascript.class), names);
    place.requirements(step.requirements());
    place.text(step.when());
    for (StepInput input : step.in()) {
      place.at(input.location()).text(input.valueFrom());
    }
    check(step.run(), effective);
  }

  private static void check(InputParameter input, Place place) {
    place.files(input.secondaryFiles(), input.format());
    input.inputBinding().ifPresent(place::binding);
    place.type(input.type());
  }

  private static void check(ToolOutput output, Place place) {
    place.files(output.secondaryFiles(), output.format().stream().toList());
    output.outputBinding().ifPresent(place::binding);
    place.type(output.type());
  }

  private static void check(WorkflowOutput output, Place place) {
    place.files(output.secondaryFiles(), output.format().stream().toList());
  }

  /** An object whose fields may hold expressions, and what those can see. */
  private final class Place {
    private final SourceLocation location;
    private final boolean javascript;
    private final Set<String> inputs;

    Place(SourceLocation location, boolean javascript, Set<String> inputs) {
      this.location = location;
      this.javascript = javascript;
      this.inputs = inputs;
    }

    Place at(SourceLocation other) {
      return new Place(other, javascript, inputs);
    }

    void text(Optional<String> field) {
      field.ifPresent(this::text);
    }

    void text(String field) {
      problems.effort().goOn();
      if (javascript) {
        deferred.add(new JavaScriptField(field, location));
      } else {
        report(syntax.mistakes(field, false, inputs), field, location);
      }
    }

    void binding(CommandLineBinding binding) {
      text(binding.position());
      text(binding.valueFrom());
    }

    void binding(OutputBinding binding) {
      binding.glob().forEach(this::text);
      text(binding.outputEval());
    }

    void files(List<SecondaryFile> secondaryFiles, List<String> formats) {
      for (SecondaryFile file : secondaryFiles) {
        text(file.pattern());
        text(file.required());
      }
      formats.forEach(this::text);
    }

    void type(CwlType type) {
      if (type instanceof CwlType.Array array) {
        array.inputBinding().ifPresent(this::binding);
        type(array.items());
      } else if (type instanceof CwlType.Enumeration enumeration) {
        enumeration.inputBinding().ifPresent(this::binding);
      } else if (type instanceof CwlType.Record record) {
        record.inputBinding().ifPresent(this::binding);
        record.fields().forEach(this::field);
      } else if (type instanceof CwlType.Union union) {
        union.alternatives().forEach(this::type);
      }
    }

    private void field(CwlType.Field field) {
      files(field.secondaryFiles(), field.format());
      field.inputBinding().ifPresent(this::binding);
      field.outputBinding().ifPresent(this::binding);
      type(field.type());
    }

    void requirements(Requirements requirements) {
      requirements.required().forEach(this::requirement);
      requirements.hinted().forEach(this::requirement);
    }

    private void requirement(Requirement requirement) {
      if (requirement instanceof Requirement.InlineJavascript library) {
        library.expressionLib().forEach(this::library);
      } else if (requirement instanceof Requirement.InitialWorkDir workDir) {
        values(workDir.listing());
      } else if (requirement instanceof Requirement.EnvVar variables) {
        variables.variables().values().forEach(this::text);
      } else if (requirement instanceof Requirement.Resource resource) {
        resource.amounts().forEach(this::values);
      } else if (requirement instanceof Requirement.WorkReuse reuse) {
        values(reuse.enable());
      } else if (requirement instanceof Requirement.NetworkAccess network) {
        values(network.enable());
      } else if (requirement instanceof Requirement.ToolTimeLimit limit) {
        values(limit.seconds());
      } else if (requirement instanceof Requirement.Cuda cuda) {
        values(cuda.deviceCountMin());
        cuda.deviceCountMax().ifPresent(this::values);
      }
    }

    private void library(String script) {
      syntax
          .mistakeOfLibrary(script)
          .ifPresent(
              mistake ->
                  problems.invalid(library.placeOf(script, location), "expressionLib: " + mistake));
    }

    private void values(JsonNode value) {
      if (value.isTextual()) {
        text(value.textValue());
      } else {
        value.forEach(this::values);
      }
    }
  }
}
