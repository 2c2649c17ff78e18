package org.periplus.kubernetes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.periplus.kubernetes.Cluster.Outcome;

/** {@code charts/periplus} as helm renders and installs it. */
final class Chart {

  /** The least that has to be said. */
  static final List<String> LEAST =
      List.of(
          "database.url=jdbc:postgresql://192.0.2.1:5432/periplus",
          "database.passwordSecret.name=database");

  private static final String FOLDER = Path.of("charts", "periplus").toAbsolutePath().toString();

  private Chart() {}

  static Outcome lint(List<String> values) throws IOException, InterruptedException {
    return helm(List.of("lint", FOLDER, "--strict"), values);
  }

  /** The manifests of a release called {@code trial}. */
  static Outcome template(String namespace, List<String> values)
      throws IOException, InterruptedException {
    return helm(List.of("template", "trial", FOLDER, "--namespace", namespace), values);
  }

  /** Installs the release {@code trial} and waits until its servers are ready. */
  static Outcome install(String namespace, List<String> values)
      throws IOException, InterruptedException {
    return helm(
        List.of("install", "trial", FOLDER, "--namespace", namespace, "--wait", "--timeout", "15m"),
        values);
  }

  private static Outcome helm(List<String> command, List<String> values)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(command);
    for (String value : LEAST) {
      all.addAll(List.of("--set", value));
    }
    for (String value : values) {
      all.addAll(List.of("--set", value));
    }
    return Cluster.helm(all);
  }
}
