package org.periplus.container.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.periplus.configuration.DataSize;
import org.periplus.folder.FolderLimits;
import org.periplus.transfer.DepartingArchive;
import org.periplus.transfer.Direction;
import org.periplus.transfer.Transfer;
import org.periplus.transfer.TransferLimits;
import org.periplus.transfer.TransferRefusedException;
import org.periplus.transfer.Transfers;

/** Hands transfers out and takes them as the resource of the server does, where pods reach it. */
public final class TransferFront implements AutoCloseable {

  private static final String IMAGE = "periplus/courier:1.0.0";

  private final Path data;
  private final Transfers transfers;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger broken = new AtomicInteger();
  private final Map<Direction, AtomicInteger> silent = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public TransferFront(Path data) throws IOException {
    this(data, 0);
  }

  TransferFront(Path data, int port) throws IOException {
    this.data = data;
    this.transfers = new Transfers(data);
    http = HttpServer.create(new InetSocketAddress(TestCluster.machine(), port), 0);
    http.createContext("/ogc-api/transfers/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  /** How an engine uses it. */
  public TransferSettings settings() {
    try {
      TestCluster.image(IMAGE);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return new TransferSettings(
        data,
        URI.create("http://" + TestCluster.machine() + ":" + port()),
        List.of("10.0.0.0/8", "app=server"),
        IMAGE,
        Duration.ofMinutes(1),
        Duration.ofHours(1),
        0.25,
        DataSize.of("64 MiB"),
        Optional.empty(),
        new TransferLimits(100 << 20, FolderLimits.DEFAULT));
  }

  int port() {
    return http.getAddress().getPort();
  }

  /** Breaks off what comes back, so many times, in its midst. */
  void breaksOff(int times) {
    broken.set(times);
  }

  /** Takes so many requests of each direction from now on, and never answers them. */
  void saysNothing(int times) {
    for (Direction direction : Direction.values()) {
      silent.computeIfAbsent(direction, any -> new AtomicInteger()).set(times);
    }
  }

  /** The paths and queries that were asked for. */
  List<String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    asked.add(uri.toString());
    String[] path = uri.getPath().split("/", -1);
    Map<String, String> query =
        Stream.of(uri.getQuery().split("&", -1))
            .map(each -> each.split("=", 2))
            .collect(Collectors.toMap(each -> each[0], each -> each[1]));
    Direction direction = Direction.of(path[4]).orElseThrow();
    Optional<Transfer> transfer =
        transfers
            .find(path[3])
            .filter(each -> each.isLink(direction, query.get("ends"), query.get("signature")));
    if (silent.getOrDefault(direction, new AtomicInteger()).getAndUpdate(TransferFront::less) > 0) {
      return; // The connection stays open.
    }
    try {
      answer(exchange, direction, transfer);
    } catch (TransferRefusedException e) {
      exchange.sendResponseHeaders(422, -1);
    }
    exchange.close();
  }

  private void answer(HttpExchange exchange, Direction direction, Optional<Transfer> transfer)
      throws IOException, TransferRefusedException {
    if (transfer.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
    } else if (direction == Direction.INPUTS) {
      exchange.sendResponseHeaders(200, 0);
      new DepartingArchive(transfer.get()).pack(exchange.getResponseBody());
    } else if (broken.getAndUpdate(TransferFront::less) > 0) {
      var unused = exchange.getRequestBody().readNBytes(1000);
      throw new IOException("broken off, as was wanted");
    } else {
      transfers.take(transfer.get(), exchange.getRequestBody());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private static int less(int times) {
    return Math.max(0, times - 1);
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
