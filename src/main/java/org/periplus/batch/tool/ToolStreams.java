package org.periplus.batch.tool;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.function.Consumer;
import org.periplus.batch.run.StepLog;
import org.periplus.cwl.tool.output.OutputException;
import org.periplus.cwl.tool.plan.ToolPlan;
import org.periplus.folder.OpenFolder;

/**
 * The files that a tool's standard output and error go to. While it runs they lie where it cannot
 * reach them, so that it cannot put a link in their place; then they get into its output directory.
 *
 * @param folder a folder of the server's own
 * @param stdout the place of the standard output's file in the output directory, if it has one
 * @param stderr that of the standard error, which may be the same
 */
record ToolStreams(Path folder, Optional<String> stdout, Optional<String> stderr) {

  static ToolStreams of(ToolPlan plan, Path folder) {
    return new ToolStreams(folder, plan.stdout(), plan.stderr());
  }

  /**
   * Opens the files; what they had before is lost.
   *
   * @param waiting is told why the container has not started yet
   */
  ToolOutput open(StepLog log, Consumer<String> waiting) throws IOException {
    Files.createDirectories(folder);
    return new ToolOutput(
        log,
        stdout.map(file -> folder.resolve("stdout")),
        stderr.map(file -> folder.resolve(isOne() ? "stdout" : "stderr")),
        waiting);
  }

  private boolean isOne() {
    return stdout.equals(stderr);
  }

  /**
   * Moves the files to their places, when the tool has ended.
   *
   * @throws OutputException when the tool has put something in the way
   */
  void place(Path outputDirectory) throws IOException {
    if (stdout.isPresent()) {
      place("stdout", stdout.get(), outputDirectory);
    }
    if (stderr.isPresent() && !isOne()) {
      place("stderr", stderr.get(), outputDirectory);
    }
  }

  private void place(String stream, String file, Path outputDirectory) throws IOException {
    try (OpenFolder from = OpenFolder.of(folder);
        OpenFolder to = OpenFolder.of(outputDirectory)) {
      move(from, Path.of(stream), to, Path.of(file));
    } catch (FileSystemException e) {
      throw new OutputException(
          "'" + stream + "'",
          "the tool has put a directory or a link in the place of its file '" + file + "'");
    }
  }

  private static void move(OpenFolder from, Path stream, OpenFolder to, Path file)
      throws IOException {
    if (file.getNameCount() > 1) {
      try (OpenFolder next = to.folder(file.getName(0))) {
        move(from, stream, next, file.subpath(1, file.getNameCount()));
      }
    } else if (!isWrittenByTool(from, stream, to, file)) {
      from.move(stream, to, file);
    }
  }

  /** Whether the tool has made the file itself, and has written nothing to the stream. */
  private static boolean isWrittenByTool(OpenFolder from, Path stream, OpenFolder to, Path file)
      throws IOException {
    return from.attributes(stream).filter(empty -> empty.size() == 0).isPresent()
        && to.attributes(file).filter(BasicFileAttributes::isRegularFile).isPresent();
  }
}
