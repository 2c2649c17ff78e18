package org.periplus.cwl.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.ExpressionTool;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.tool.output.CollectionRules;
import org.periplus.cwl.tool.output.OutputCollector;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.tool.plan.ToolPlan;

/** Loads tools from text and runs them on the host: each mount is a symbolic link. */
public final class HostRun implements AutoCloseable {

  public static final ObjectMapper JSON = new ObjectMapper();

  final Path folder;
  public final RunFolders folders;
  private final ExpressionEngine engine = new ExpressionEngine();

  public HostRun(Path folder) throws IOException {
    this.folder = folder;
    this.folders =
        RunFolders.onHost(
            Files.createDirectories(folder.resolve("run/out")),
            Files.createDirectories(folder.resolve("run/tmp")),
            Files.createDirectories(folder.resolve("run/staging")),
            Files.createDirectories(folder.resolve("run/in")));
  }

  /** A tool with the given lines after {@code class: CommandLineTool}. */
  public CommandLineTool tool(String yaml) {
    return (CommandLineTool) process("class: CommandLineTool\n" + yaml);
  }

  ExpressionTool expressionTool(String yaml) {
    return (ExpressionTool) process("class: ExpressionTool\n" + yaml);
  }

  private Process process(String yaml) {
    DocumentLoader loader = new DocumentLoader(ReferenceResolver.none());
    return loader.load("cwlVersion: v1.2\n" + yaml, folder.toUri() + "tool.cwl").main();
  }

  public ToolPlan plan(CommandLineTool tool, String inputs) {
    return new ToolPlanner(engine).plan(tool, tool.requirements(), json(inputs), folders);
  }

  public ToolPlan planInContainer(CommandLineTool tool, String inputs) {
    return new ToolPlanner(engine)
        .plan(tool, tool.requirements(), json(inputs), containerFolders());
  }

  RunFolders containerFolders() {
    return RunFolders.inContainer(
        folders.outputDirectory(), folders.temporaryDirectory(), folders.stagingDirectory());
  }

  public ObjectNode run(CommandLineTool tool, String inputs) {
    ToolPlan plan = plan(tool, inputs);
    return collect(tool, plan, execute(plan));
  }

  ObjectNode collect(CommandLineTool tool, ToolPlan plan, int exitCode) {
    return new OutputCollector(engine, true, CollectionRules.OWN)
        .collect(tool, plan, folders, exitCode);
  }

  public ObjectNode collectInContainer(CommandLineTool tool, ToolPlan plan) {
    return new OutputCollector(engine, false, CollectionRules.OWN)
        .collect(tool, plan, containerFolders(), 0);
  }

  ObjectNode evaluate(ExpressionTool tool, String inputs) {
    return new ExpressionToolRun(engine).evaluate(tool, tool.requirements(), json(inputs));
  }

  /** The exit code. */
  int execute(ToolPlan plan) {
    try {
      for (FileMount mount : plan.mounts()) {
        link(mount);
      }
      ProcessBuilder builder = new ProcessBuilder(plan.command());
      builder.directory(folders.outputDirectory().toFile());
      builder.environment().putAll(plan.environment());
      builder.redirectInput(plan.stdin().map(Path::toFile).orElse(new File("/dev/null")));
      plan.stdout().ifPresent(name -> builder.redirectOutput(outputFile(name)));
      plan.stderr().ifPresent(name -> builder.redirectError(outputFile(name)));
      java.lang.Process process = builder.start();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("the tool does not end");
      }
      return process.exitValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private File outputFile(String name) {
    return folders.outputDirectory().resolve(name).toFile();
  }

  private static void link(FileMount mount) throws IOException {
    Path inside = Path.of(mount.inside());
    if (!inside.equals(mount.host())) {
      Files.createDirectories(inside.getParent());
      Files.deleteIfExists(inside);
      Files.createSymbolicLink(inside, mount.host());
    }
  }

  /** A file in the folder of the test. */
  public Path file(String name, String contents) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, contents);
  }

  /** A File value for a file in the folder of the test. */
  public String fileValue(String name) {
    return "{\"class\": \"File\", \"path\": \"" + folder.resolve(name) + "\"}";
  }

  public String directoryValue(String name) {
    return "{\"class\": \"Directory\", \"path\": \"" + folder.resolve(name) + "\"}";
  }

  public static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  @Override
  public void close() {
    engine.close();
  }
}
