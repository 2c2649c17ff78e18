package org.periplus.ops;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.periplus.api.guard.BrokenConnection;
import org.periplus.configuration.Service;

/**
 * Keeps stack traces of clients that left before their answer out of Payara's log. It writes four
 * for each, at the level of its own failures, by which anybody could fill the disk. Loggers of
 * other servers have other names, and nothing is done there. Threads share it.
 */
@Service
public class BrokenConnections {

  // Held, since the log manager forgets loggers that nobody holds, with their filters.
  private final List<Logger> loggers =
      Stream.of(
              "org.glassfish.jersey.server.ServerRuntime$Responder",
              "jakarta.enterprise.web",
              "jakarta.enterprise.web.core",
              "org.glassfish.grizzly.filterchain.DefaultFilterChain")
          .map(Logger::getLogger)
          .toList();

  private final Filter filter = new OfOthers();

  /** Lets all else through. */
  private static final class OfOthers implements Filter {
    @Override
    public boolean isLoggable(LogRecord line) {
      return !BrokenConnection.is(line.getThrown());
    }
  }

  void startWithTheApplication(@Observes @Initialized(ApplicationScoped.class) Object event) {
    loggers.stream()
        .filter(logger -> logger.getFilter() == null)
        .forEach(logger -> logger.setFilter(filter));
  }

  @PreDestroy
  void leave() {
    loggers.stream()
        .filter(logger -> logger.getFilter() == filter)
        .forEach(logger -> logger.setFilter(null));
  }
}
