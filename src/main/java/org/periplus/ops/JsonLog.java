package org.periplus.ops;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.periplus.configuration.Service;

/**
 * The log as lines of JSON, while this application is there and {@code periplus.log.format} says
 * so. The server's own handlers then get none of these records, so that none is written twice.
 */
@Service
public class JsonLog implements AutoCloseable {

  private final ServerLogConfiguration configuration;

  /** Held: the platform forgets loggers that nobody holds, with their handlers. */
  private final List<Logger> loggers =
      Stream.of("org.periplus", "org.jberet").map(Logger::getLogger).toList();

  private Optional<Handler> handler = Optional.empty();

  @Inject
  public JsonLog(ServerLogConfiguration configuration) {
    this.configuration = configuration;
  }

  /** Before anything else of the application has something to say. */
  void beginWithTheApplication(
      @Observes
          @Priority(Interceptor.Priority.PLATFORM_BEFORE)
          @Initialized(ApplicationScoped.class)
          Object event) {
    begin();
  }

  void begin() {
    if (configuration.json()) {
      Handler lines =
          configuration.file().map(JsonLog::appended).orElseGet(JsonLogHandler::toStandardOutput);
      handler = Optional.of(lines);
      loggers.forEach(
          logger -> {
            logger.addHandler(lines);
            logger.setUseParentHandlers(false);
          });
    }
  }

  private static JsonLogHandler appended(Path file) {
    try {
      return JsonLogHandler.to(file);
    } catch (IOException e) {
      throw new UncheckedIOException("periplus.log.file cannot be written: " + file, e);
    }
  }

  /** Leaves the log to the server again. */
  @Override
  @PreDestroy
  public void close() {
    handler.ifPresent(
        lines -> {
          loggers.forEach(
              logger -> {
                logger.setUseParentHandlers(true);
                logger.removeHandler(lines);
              });
          lines.close();
        });
    handler = Optional.empty();
  }
}
