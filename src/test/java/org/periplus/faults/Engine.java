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
    return Command.run(
            command("ps", "--all", "--quiet", "--filter", "label=" + JOB_LABEL + "=" + job))
        .lines()
        .toList();
  }
}
