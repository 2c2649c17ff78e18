package org.periplus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the rows found: one line each, for people, and in {@code target/faults.txt}. */
final class Findings {

  private static final Path FILE = Path.of("target", "faults.txt");

  private Findings() {}

  static void row(String fault, String found) throws IOException {
    String line = "%-28s %s%n".formatted(fault, found);
    System.out.print(line);
    Files.writeString(FILE, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
