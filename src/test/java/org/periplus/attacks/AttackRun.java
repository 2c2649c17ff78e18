package org.periplus.attacks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Rows that are tried on a server, some at once, and the lines that say what they came to. */
final class AttackRun {

  private static final int AT_ONCE = 4;
  private static final int MOST_SEEN = 160;

  private final Path file;
  private int held;
  private final List<String> failures = new ArrayList<>();

  /**
   * @param file where the lines are written, besides the standard output
   */
  AttackRun(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
  }

  /** Tries all rows, and prints a line for each, in their order. */
  void tryAll(List<Attack> attacks, Target target)
      throws IOException, InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Finding>> findings = new ArrayList<>();
      for (Attack attack : attacks) {
        findings.add(threads.submit(() -> finding(attack, target)));
      }
      for (int row = 0; row < attacks.size(); row++) {
        print(attacks.get(row).kind(), attacks.get(row).name(), findings.get(row).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Finding finding(Attack attack, Target target) throws InterruptedException {
    try {
      return attack.run(target);
    } catch (IOException | RuntimeException e) {
      return new Finding("no answer", List.of(e.toString()));
    }
  }

  /** Prints a row. */
  void print(String kind, String name, Finding finding) throws IOException {
    String seen = finding.seen().replaceAll("\\s+", " ");
    String line =
        "%-12s %-12s %s: %s%s"
            .formatted(
                finding.holds() ? "held" : "DID NOT HOLD",
                kind,
                plain(name),
                seen.substring(0, Math.min(seen.length(), MOST_SEEN)),
                finding.holds() ? "" : "; " + finding.faults());
    if (finding.holds()) {
      held++;
    } else {
      failures.add(line);
    }
    write(line);
  }

  /** Prints the count. */
  void end() throws IOException {
    write(
        "%d attacks: %d held, %d did not".formatted(held + failures.size(), held, failures.size()));
  }

  /** The lines of the rows that did not hold. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  private static String plain(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  private void write(String line) throws IOException {
    System.out.println(line);
    Files.writeString(
        file,
        line + System.lineSeparator(),
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }
}
