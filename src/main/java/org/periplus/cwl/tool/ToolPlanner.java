package org.periplus.cwl.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.expression.ExpressionException;
import org.periplus.cwl.expression.JsonText;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.tool.command.CommandLine;
import org.periplus.cwl.tool.input.InputException;
import org.periplus.cwl.tool.input.InputObject;
import org.periplus.cwl.tool.input.InputStaging;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.tool.plan.HostFiles;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.Mounts;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.ResourceRequest;
import org.periplus.cwl.tool.plan.Resources;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.tool.plan.Strings;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.cwl.tool.workdir.InitialWorkDirectory;
import org.periplus.cwl.tool.workdir.WorkDirEntries;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.value.ValueCheck;
import org.periplus.folder.FolderLimits;

/**
 * Decides what to run for a tool and an input object: the command line, the environment, what is
 * mounted where. Literals and the initial working directory are written to the folders of the run.
 *
 * <p>Threads may share it; each plan needs folders of its own.
 */
public final class ToolPlanner {

  private final ExpressionEngine engine;
  private final HostAccess access;
  private final FolderLimits limits;
  private final InputObject inputObject;

  /** Formats are compared for equality, and all files of the host may be inputs. */
  public ToolPlanner(ExpressionEngine engine) {
    this(engine, FormatRelation.EQUALITY, HostAccess.EVERYTHING, FolderLimits.DEFAULT);
  }

  /**
   * @param limits how large a Directory may be of which a tool gets a copy
   */
  public ToolPlanner(
      ExpressionEngine engine, FormatRelation formats, HostAccess access, FolderLimits limits) {
    this.limits = limits;
    this.engine = engine;
    this.access = access;
    this.inputObject = new InputObject(engine, formats, access);
  }

  /**
   * What the tool asks for, to find a place for its run.
   *
   * @param inputs the input object as it is given
   */
  public ResourceRequest resources(
      CommandLineTool tool, Requirements effective, ObjectNode inputs) {
    ObjectNode prepared = inputObject.prepareForStep(tool, effective, inputs);
    return resources(effective, context(effective, prepared));
  }

  /**
   * A plan in which the tool gets just what it asks for.
   *
   * @param effective the tool's requirements with those of the step and the workflow
   * @param inputs the input object as it is given, with locations on this host; not changed
   * @throws InputException when a value cannot be taken
   * @throws PlanException when a field of the tool has a value that makes no sense
   * @throws org.periplus.cwl.expression.ExpressionException when an expression fails
   */
  public ToolPlan plan(
      CommandLineTool tool, Requirements effective, ObjectNode inputs, RunFolders folders) {
    return plan(tool, effective, inputs, folders, Optional.empty());
  }

  /**
   * A plan.
   *
   * @param granted what the run gets, and expressions see, when it is not what the tool asks for
   * @see #plan(CommandLineTool, Requirements, ObjectNode, RunFolders)
   */
  public ToolPlan plan(
      CommandLineTool tool,
      Requirements effective,
      ObjectNode inputs,
      RunFolders folders,
      Optional<ResourceRequest> granted) {
    return ExpressionException.locating(
        tool.location(), () -> planned(tool, effective, inputs, folders, granted));
  }

  private ToolPlan planned(
      CommandLineTool tool,
      Requirements effective,
      ObjectNode inputs,
      RunFolders folders,
      Optional<ResourceRequest> granted) {
    ObjectNode prepared = inputObject.prepareForStep(tool, effective, inputs);
    ResourceRequest resources =
        granted.orElseGet(() -> resources(effective, context(effective, prepared)));
    Optional<Requirement.Docker> docker = effective.find(Requirement.Docker.class);
    String outputInside =
        docker
            .filter(container -> folders.container())
            .flatMap(Requirement.Docker::outputDirectory)
            .orElse(folders.outputInside());
    ObjectNode runtime = runtime(resources, outputInside, folders);
    Mounts mounts = new Mounts();
    mounts.add(folders.outputDirectory(), outputInside, false);
    mounts.add(folders.temporaryDirectory(), folders.temporaryInside(), false);
    new InputStaging(folders, mounts, access).stage(prepared);
    ExpressionContext context = context(effective, prepared).withRuntime(runtime);
    fillWorkDirectory(effective, context, folders, outputInside, mounts);

    Fields fields = new Fields(engine, context);
    boolean shell = effective.has(Requirement.ShellCommand.class);
    return new ToolPlan(
        CommandLine.of(tool, shell, engine, context),
        environment(effective, fields, outputInside, folders),
        mounts.ordered(),
        outputInside,
        tool.stdin().map(field -> stdin(fields.string("stdin", field), outputInside, mounts)),
        tool.stdout().map(field -> streamFile("stdout", fields, field, folders)),
        tool.stderr().map(field -> streamFile("stderr", fields, field, folders)),
        effective
            .find(Requirement.NetworkAccess.class)
            .map(network -> fields.bool("NetworkAccess.networkAccess", network.enable()))
            .orElse(false),
        docker,
        resources,
        gpus(effective, fields),
        effective
            .find(Requirement.ToolTimeLimit.class)
            .flatMap(limit -> fields.duration("ToolTimeLimit.timelimit", limit.seconds())),
        prepared,
        runtime,
        effective);
  }

  /** A hint of graphics processors must not keep the tool from running without them. */
  private static int gpus(Requirements effective, Fields fields) {
    return effective.required().stream()
        .filter(Requirement.Cuda.class::isInstance)
        .map(Requirement.Cuda.class::cast)
        .findFirst()
        .map(cuda -> fields.count("CUDARequirement.cudaDeviceCountMin", cuda.deviceCountMin()))
        .orElse(0);
  }

  private ResourceRequest resources(Requirements effective, ExpressionContext context) {
    return Resources.of(effective.find(Requirement.Resource.class), engine, context);
  }

  private static ExpressionContext context(Requirements effective, ObjectNode inputs) {
    return new ExpressionContext(
        inputs,
        NullNode.getInstance(),
        JsonNodeFactory.instance.objectNode(),
        effective.find(Requirement.InlineJavascript.class));
  }

  private static ObjectNode runtime(
      ResourceRequest resources, String outputInside, RunFolders folders) {
    ObjectNode runtime = JsonNodeFactory.instance.objectNode();
    runtime.put("outdir", outputInside);
    runtime.put("tmpdir", folders.temporaryInside());
    Resources.describe(resources, runtime);
    return runtime;
  }

  private void fillWorkDirectory(
      Requirements effective,
      ExpressionContext context,
      RunFolders folders,
      String outputInside,
      Mounts mounts) {
    Optional<Requirement.InitialWorkDir> requirement =
        effective.find(Requirement.InitialWorkDir.class);
    if (requirement.isEmpty()) {
      return;
    }
    boolean containerRequired =
        folders.container()
            && effective.required().stream().anyMatch(Requirement.Docker.class::isInstance);
    boolean inPlace =
        effective
            .find(Requirement.InplaceUpdate.class)
            .map(Requirement.InplaceUpdate::enable)
            .orElse(false);
    InitialWorkDirectory directory =
        new InitialWorkDirectory(
            folders, outputInside, mounts, containerRequired, inPlace, access, limits);
    JsonNode listing = requirement.get().listing();
    directory.place(WorkDirEntries.of(listing, engine, context));
    directory.redirect(context.inputs());
  }

  private static Map<String, String> environment(
      Requirements effective, Fields fields, String outputInside, RunFolders folders) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HOME", outputInside);
    environment.put("TMPDIR", folders.temporaryInside());
    effective
        .find(Requirement.EnvVar.class)
        .map(Requirement.EnvVar::variables)
        .orElse(Map.of())
        .forEach((name, value) -> environment.put(name, fields.text(value)));
    return environment;
  }

  private static Path stdin(String inside, String outputInside, Mounts mounts) {
    return mounts
        .toHost(InsidePath.normalized(InsidePath.resolve(outputInside, inside)))
        .orElseThrow(
            () -> new PlanException("stdin", "'" + inside + "' is not a file that the tool sees"));
  }

  private static String streamFile(String name, Fields fields, String field, RunFolders folders) {
    String file = fields.string(name, field);
    String normalized = InsidePath.normalized(file);
    if (file.startsWith("/") || InsidePath.leadsOut(normalized) || normalized.isEmpty()) {
      throw new PlanException(name, "'" + file + "' does not lie in the output directory");
    }
    folders.fill(
        () ->
            HostFiles.createDirectories(folders.outputDirectory().resolve(normalized).getParent()));
    return normalized;
  }

  /** Evaluates fields of one tool. */
  private record Fields(ExpressionEngine engine, ExpressionContext context) {

    String string(String field, String written) {
      return Strings.one(engine.evaluate(written, context), field);
    }

    String text(String written) {
      return JsonText.interpolated(engine.evaluate(written, context));
    }

    boolean bool(String field, JsonNode written) {
      JsonNode value = engine.evaluate(written, context);
      if (!value.isBoolean()) {
        throw new PlanException(field, "must be true or false, not " + ValueCheck.kind(value));
      }
      return value.booleanValue();
    }

    int count(String field, JsonNode written) {
      JsonNode value = engine.evaluate(written, context);
      if (!value.canConvertToExactIntegral() || !value.canConvertToInt() || value.intValue() < 0) {
        throw new PlanException(
            field, "must be a number of devices, not " + ValueCheck.kind(value));
      }
      return value.intValue();
    }

    Optional<Duration> duration(String field, JsonNode written) {
      JsonNode value = engine.evaluate(written, context);
      if (!value.isNumber() || value.doubleValue() < 0) {
        throw new PlanException(
            field, "must be a number of seconds, not " + ValueCheck.kind(value));
      }
      return value.doubleValue() == 0
          ? Optional.empty()
          : Optional.of(Duration.ofMillis((long) (value.doubleValue() * 1000)));
    }
  }
}
