package org.periplus.runner;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.periplus.batch.ProcessFailedException;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.workflow.UnsupportedFeatures;

/**
 * The command {@code cwl-runner} as the CWL project defines it: runs a document, prints the output
 * object on standard output and says everything else on standard error.
 */
public final class CwlRunner {

  private static final int SUCCESS = 0;
  private static final int FAILURE = 1;
  private static final int WRONG_USE = 2;
  private static final int UNSUPPORTED = 33;

  /** Kept, since a logger that nobody holds forgets its level. */
  private static final Logger ROOT_LOGGER = Logger.getLogger("");

  private final PrintStream out;
  private final PrintStream err;

  CwlRunner(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs one document and ends this program. */
  public static void main(String[] args) throws InterruptedException {
    ROOT_LOGGER.setLevel(Level.SEVERE);
    System.exit(new CwlRunner(utf8(FileDescriptor.out), utf8(FileDescriptor.err)).run(args));
  }

  /** JSON is UTF-8, whatever the terminal says. */
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  /**
   * Runs the command.
   *
   * @return the exit code
   */
  int run(String... args) throws InterruptedException {
    try {
      return run(Arguments.parse(args));
    } catch (Arguments.UsageException e) {
      err.println("cwl-runner: " + e.getMessage());
      err.println(Arguments.USAGE);
      return WRONG_USE;
    } catch (InvalidDocumentException e) {
      e.problems().forEach(err::println);
      return e.onlyUnsupported() ? UNSUPPORTED : FAILURE;
    } catch (ProcessFailedException e) {
      err.println(e.logs());
      err.println("cwl-runner: " + e.getMessage());
      return FAILURE;
    } catch (FileSystemException e) {
      err.println("cwl-runner: '" + e.getFile() + "': " + reason(e));
      return FAILURE;
    } catch (NoSuchElementException | IOException e) {
      err.println("cwl-runner: " + e.getMessage());
      return FAILURE;
    }
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "it may not be read or written";
    }
    return e.getReason() == null ? "it cannot be used" : e.getReason();
  }

  private int run(Arguments arguments)
      throws IOException, ProcessFailedException, InterruptedException {
    if (arguments.help()) {
      out.print(Arguments.USAGE);
      return SUCCESS;
    }
    if (arguments.version()) {
      out.println("periplus " + version());
      return SUCCESS;
    }
    if (arguments.print()) {
      read(arguments);
      out.println(print(Execution.packed(arguments.document().orElseThrow())));
      return SUCCESS;
    }
    if (arguments.validate()) {
      Execution execution = read(arguments);
      return supported(execution) ? validated(execution, arguments) : UNSUPPORTED;
    }
    try (OpeningRunner runner = OpeningRunner.of(arguments)) {
      Execution execution = read(arguments);
      return supported(execution) ? executed(execution, arguments, runner) : UNSUPPORTED;
    }
  }

  private Execution read(Arguments arguments) throws IOException {
    Execution execution = Execution.read(arguments.document().orElseThrow(), arguments.job());
    if (!arguments.quiet()) {
      execution.warnings().forEach(warning -> err.println("warning: " + warning));
    }
    return execution;
  }

  private boolean supported(Execution execution) {
    List<UnsupportedFeatures.Use> unsupported = UnsupportedFeatures.in(execution.process());
    unsupported.forEach(use -> err.println(use.location() + ": " + use.message()));
    return unsupported.isEmpty();
  }

  private int validated(Execution execution, Arguments arguments) {
    List<String> wrong = arguments.job().isPresent() ? execution.wrongInputs() : List.of();
    wrong.forEach(problem -> err.println(arguments.job().orElseThrow() + ": " + problem));
    if (wrong.isEmpty() && !arguments.quiet()) {
      out.println(arguments.document().orElseThrow() + " is valid CWL");
    }
    return wrong.isEmpty() ? SUCCESS : FAILURE;
  }

  private int executed(Execution execution, Arguments arguments, OpeningRunner runner)
      throws IOException, ProcessFailedException, InterruptedException {
    say(arguments, "Running " + execution.process().id());
    out.println(
        print(
            execution.run(
                runner.get(), arguments.outdir(), note -> say(arguments, "cwl-runner: " + note))));
    return SUCCESS;
  }

  private void say(Arguments arguments, String sentence) {
    if (!arguments.quiet()) {
      err.println(sentence);
    }
  }

  private static String print(ObjectNode outputs) throws IOException {
    return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(outputs);
  }

  private static String version() {
    String version = CwlRunner.class.getPackage().getImplementationVersion();
    return version == null ? "(built from its sources)" : version;
  }
}
