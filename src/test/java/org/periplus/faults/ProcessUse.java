package org.periplus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process of Linux has used.
 *
 * @param residentMegabytes its memory now
 * @param threads how many it has now
 * @param processorSeconds the processor time of all its threads since its start
 */
record ProcessUse(long residentMegabytes, long threads, double processorSeconds) {

  /** Linux counts in hundredths of a second. */
  private static final double TICKS = 100;

  static ProcessUse of(long pid) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    List<String> status = Files.readAllLines(process.resolve("status"));
    String stat = Files.readString(process.resolve("stat"));
    // proc(5): the name before may have spaces; utime and stime are the 14th and 15th field.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new ProcessUse(
        number(status, "VmRSS") / 1024,
        number(status, "Threads"),
        (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS);
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
