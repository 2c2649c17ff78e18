package org.periplus.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a process of Linux has used.
 *
 * @param residentMegabytes its memory now
 * @param threads how many it has now
 * @param processorSeconds the processor time of all its threads since its start
 */
record ProcessUse(long residentMegabytes, long threads, double processorSeconds) {

  static ProcessUse of(long pid) throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"));
    Duration processor =
        ProcessHandle.of(pid).flatMap(process -> process.info().totalCpuDuration()).orElseThrow();
    return new ProcessUse(
        number(status, "VmRSS") / 1024, number(status, "Threads"), processor.toMillis() / 1000.0);
  }

  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
