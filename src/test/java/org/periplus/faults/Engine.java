package org.periplus.faults;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A container engine, seen past the server.
 *
 * @param address where it listens; empty for this machine's own
 */
record Engine(Optional<String> address) {

  static final Engine OF_THE_MACHINE = new Engine(Optional.empty());

  static final String JOB_LABEL = "org.periplus.job";

  /** A command of the engine's client. */
  List<String> command(String... arguments) {
    return Stream.concat(
            address
                .map(host -> Stream.of("docker", "--host", host))
                .orElseGet(() -> Stream.of("docker")),
            Stream.of(arguments))
        .toList();
  }

  /** The containers of a job, ended ones too. */
  List<String> containers(String job) throws IOException, InterruptedException {
    return lines(command("ps", "--all", "--quiet", "--filter", label(job)));
  }

  /** The containers of a job that run. */
  List<String> running(String job) throws IOException, InterruptedException {
    return lines(command("ps", "--quiet", "--filter", label(job)));
  }

  /** The first process of each container of a job that runs; without it none of the others does. */
  List<ProcessHandle> processes(String job) throws IOException, InterruptedException {
    String[] inspect = {"inspect", "--format", "{{.State.Pid}}"};
    return lines(
            command(
                Stream.concat(Stream.of(inspect), running(job).stream()).toArray(String[]::new)))
        .stream()
        .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
        .toList();
  }

  /** The same, as the engine's folders are named. */
  List<String> fullIds(String job) throws IOException, InterruptedException {
    return lines(command("ps", "--all", "--quiet", "--no-trunc", "--filter", label(job)));
  }

  private static String label(String job) {
    return "label=" + JOB_LABEL + "=" + job;
  }

  private static List<String> lines(List<String> command) throws IOException, InterruptedException {
    return Command.run(command).lines().toList();
  }
}
