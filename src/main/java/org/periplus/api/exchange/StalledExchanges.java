package org.periplus.api.exchange;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.periplus.configuration.Service;
import org.periplus.security.ClientNetwork;

/**
 * The requests that are being answered, and an end for those whose clients send or read nothing:
 * each holds a thread of the server, and there are some hundred. One whose client does nothing for
 * a time ends. Before that, when more are stalled than may be, those end that wait longest, of the
 * client that has most of them: who sends and reads is not hurt by who does not. Threads share it.
 */
@Service
public class StalledExchanges {

  private static final System.Logger LOG = System.getLogger(StalledExchanges.class.getName());
  private static final long SHORTEST_MILLIS = 50;
  private static final String IN_ORDER = "HTTP/1";

  private final StalledConfiguration configuration;
  private final LongSupplier nanoseconds;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final EndedConnections closed = new EndedConnections();
  private ScheduledExecutorService clock;

  @Inject
  public StalledExchanges(StalledConfiguration configuration) {
    this(configuration, System::nanoTime);
  }

  StalledExchanges(StalledConfiguration configuration, LongSupplier nanoseconds) {
    this.configuration = configuration;
    this.nanoseconds = nanoseconds;
  }

  synchronized void startWithTheApplication(
      @Observes @Initialized(ApplicationScoped.class) Object event) {
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "periplus-stalled-exchanges");
              thread.setDaemon(true);
              return thread;
            });
    // Nothing tells that nothing happens: it is looked for.
    long interval = Math.max(SHORTEST_MILLIS, configuration.stalledAfter().toMillis());
    var unused =
        clock.scheduleWithFixedDelay(this::look, interval, interval, TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  synchronized void close() {
    if (clock != null) {
      clock.shutdownNow();
    }
  }

  /**
   * A request has come. It has ended already when its connection was closed before: Payara goes on
   * with what was asked there.
   *
   * @param client the address that it is from
   */
  public Exchange begin(String client, HttpServletRequest request) {
    String connection = request.getServletConnection().getConnectionId();
    // Streams of HTTP/2 do not wait for each other.
    boolean inOrder = request.getProtocol().startsWith(IN_ORDER);
    return begin(client, inOrder ? connection : "", () -> ClientConnection.close(request));
  }

  /**
   * The same.
   *
   * @param connection what tells it from all others; empty when its answers have no order
   */
  Exchange begin(String client, String connection, Runnable close) {
    Exchange exchange =
        new Exchange(
            ClientNetwork.of(client),
            closed.has(connection),
            nanoseconds,
            () -> {
              closed.add(connection);
              close.run();
            });
    exchanges.add(exchange);
    return exchange;
  }

  /** It is over. */
  public void over(Exchange exchange) {
    exchanges.remove(exchange);
  }

  /** Ends those that wait too long, and those that are too many. */
  void look() {
    List<Stalled> stalled = stalled();
    List<Stalled> ended = new ArrayList<>(stalled.stream().filter(this::waitsTooLong).toList());
    stalled.removeAll(ended);
    ended.addAll(tooMany(stalled));
    ended.forEach(end -> end.exchange().end());
    if (!ended.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0} connections were closed, since their clients neither sent nor read; one is at {1}.",
          ended.size(),
          ended.get(0).exchange().client());
    }
  }

  /** How long one waited when it was looked at. */
  private record Stalled(Exchange exchange, long nanos) {}

  /** Those that wait longest come first. */
  private List<Stalled> stalled() {
    List<Stalled> stalled = new ArrayList<>();
    for (Exchange exchange : exchanges) {
      long waits = exchange.waits();
      if (waits > 0 && waits >= configuration.stalledAfter().toNanos()) {
        stalled.add(new Stalled(exchange, waits));
      }
    }
    stalled.sort(Comparator.comparingLong(Stalled::nanos).reversed());
    return stalled;
  }

  private boolean waitsTooLong(Stalled stalled) {
    return !configuration.clientTimeout().isZero()
        && stalled.nanos() >= configuration.clientTimeout().toNanos();
  }

  private List<Stalled> tooMany(List<Stalled> stalled) {
    List<Stalled> surplus = new ArrayList<>();
    if (configuration.most() <= 0) {
      return surplus;
    }
    Map<String, Deque<Stalled>> ofClients = new LinkedHashMap<>();
    stalled.forEach(
        one ->
            ofClients
                .computeIfAbsent(one.exchange().client(), client -> new ArrayDeque<>())
                .add(one));
    while (stalled.size() - surplus.size() > configuration.most()) {
      ofClients.values().stream()
          .max(Comparator.comparingInt(Deque::size))
          .ifPresent(most -> surplus.add(most.remove()));
    }
    return surplus;
  }
}
