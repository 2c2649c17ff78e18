package org.periplus.runner;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The command line of {@code cwl-runner}.
 *
 * @param outdir where outputs go
 * @param network what tools with network access reach
 * @param document path or URL of the document, with {@code #process} to choose one
 * @param job path or URL of the input object
 */
record Arguments(
    Path outdir,
    boolean quiet,
    boolean noContainer,
    boolean validate,
    boolean print,
    boolean version,
    boolean help,
    OptionalInt parallel,
    String network,
    Optional<String> document,
    Optional<String> job) {

  static final String USAGE =
      """
      usage: cwl-runner [OPTIONS] DOCUMENT[#PROCESS] [JOB]

      Runs a CWL document with the input object JOB (YAML or JSON) and prints the output object.

        --outdir DIR     where output files go (default: the current folder); a file of the same
                         name is replaced, a folder stays and the new one gets a number: both are
                         said
        --quiet          nothing on standard error but what goes wrong
        --validate       runs nothing: says all that is wrong with DOCUMENT, and with JOB if it is
                         given
        --print          runs nothing: prints DOCUMENT with all that it refers to as one document
        --no-container   run all tools on this machine, without containers
        --parallel N     how many tools run at once (default: the processors of this machine)
        --network REACH  what tools with network access reach: open (the default), egress (servers
                         with public addresses, by a proxy), none
        --version        print the version
        --help           print this text

      Exit codes: 0 success, 1 failure, 2 wrong use, 33 the document needs something that is not
      supported.
      """;

  /** The command line makes no sense. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Reads a command line; options may stand anywhere.
   *
   * @throws UsageException with a sentence that says what is wrong
   */
  static Arguments parse(String... given) throws UsageException {
    Reader reader = new Reader();
    List<String> rest = new ArrayList<>(List.of(given));
    while (!rest.isEmpty()) {
      reader.take(rest);
    }
    return reader.arguments();
  }

  /** Takes one argument after the other. */
  private static final class Reader {
    private Path outdir = Path.of("");
    private boolean quiet;
    private boolean noContainer;
    private boolean validate;
    private boolean print;
    private boolean version;
    private boolean help;
    private OptionalInt parallel = OptionalInt.empty();
    private String network = "open";
    private final List<String> names = new ArrayList<>();

    void take(List<String> rest) throws UsageException {
      String argument = rest.remove(0);
      int equals = argument.indexOf('=');
      if (argument.startsWith("--") && equals > 0) {
        rest.add(0, argument.substring(equals + 1));
        argument = argument.substring(0, equals);
      }
      switch (argument) {
        case "--outdir" -> outdir = Path.of(value(argument, rest));
        case "--parallel" -> parallel = OptionalInt.of(number(argument, value(argument, rest)));
        case "--network" -> network = reach(argument, value(argument, rest));
        case "--quiet" -> quiet = true;
        case "--no-container" -> noContainer = true;
        case "--validate" -> validate = true;
        case "--print" -> print = true;
        case "--version" -> version = true;
        case "--help", "-h" -> help = true;
        default -> {
          if (argument.startsWith("-")) {
            throw new UsageException("unknown option '" + argument + "'");
          }
          names.add(argument);
        }
      }
    }

    private static String value(String option, List<String> rest) throws UsageException {
      if (rest.isEmpty()) {
        throw new UsageException(option + " needs a value");
      }
      return rest.remove(0);
    }

    private static String reach(String option, String value) throws UsageException {
      if (!List.of("none", "egress", "open").contains(value)) {
        throw new UsageException(option + " needs none, egress or open, not '" + value + "'");
      }
      return value;
    }

    private static int number(String option, String value) throws UsageException {
      if (!value.matches("[1-9][0-9]{0,3}")) {
        throw new UsageException(option + " needs a number from 1 to 9999, not '" + value + "'");
      }
      return Integer.parseInt(value);
    }

    Arguments arguments() throws UsageException {
      if (names.size() > 2) {
        throw new UsageException(
            "there is one DOCUMENT and one JOB, not also '" + names.get(2) + "'");
      }
      if (names.isEmpty() && !version && !help) {
        throw new UsageException("which DOCUMENT?");
      }
      return new Arguments(
          outdir.toAbsolutePath().normalize(),
          quiet,
          noContainer,
          validate,
          print,
          version,
          help,
          parallel,
          network,
          names.stream().findFirst(),
          names.stream().skip(1).findFirst());
    }
  }
}
