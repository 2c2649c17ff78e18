package org.periplus.ops;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How this server writes what it has to say itself; not the logs of tools.
 *
 * @param format {@code server}: as the application server writes its log; {@code json}: one JSON
 *     object on each line
 * @param file what JSON lines are appended to; without it, the standard output
 */
@Dependent
public record ServerLogConfiguration(
    @ConfigProperty(name = FORMAT, defaultValue = "server") String format,
    @ConfigProperty(name = "periplus.log.file") Optional<Path> file) {

  private static final String FORMAT = "periplus.log.format";

  /**
   * Checks the choice.
   *
   * @throws IllegalArgumentException if there is no such format
   */
  @Inject
  public ServerLogConfiguration {
    if (!format.equals("server") && !format.equals("json")) {
      throw new IllegalArgumentException(
          FORMAT + " is '" + format + "'; there are the formats 'server' and 'json'");
    }
  }

  boolean json() {
    return format.equals("json");
  }
}
