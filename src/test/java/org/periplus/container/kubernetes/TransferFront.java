package org.periplus.container.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
import org.periplus.container.kubernetes.TransferSettings.Fetching;
import org.periplus.folder.FolderLimits;
import org.periplus.transfer.DepartingArchive;
import org.periplus.transfer.Direction;
import org.periplus.transfer.SingleFile;
import org.periplus.transfer.SingleFiles;
import org.periplus.transfer.Transfer;
import org.periplus.transfer.TransferLimits;
import org.periplus.transfer.TransferRefusedException;
import org.periplus.transfer.Transfers;

/** Hands transfers out and takes them as the resource of the server does, where pods reach it. */
public final class TransferFront implements AutoCloseable {

  private static final String IMAGE = "periplus/courier:1.0.0";

  private final Path data;
  private final Transfers transfers;
  private final SingleFiles singles;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger broken = new AtomicInteger();
  private volatile Change change = () -> null;
  private final AtomicInteger brokenSingles = new AtomicInteger();
  private final Map<Direction, AtomicInteger> silent = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  public TransferFront(Path data) throws IOException {
    this(data, 0);
  }

  TransferFront(Path data, int port) throws IOException {
    this.data = data;
    this.transfers = new Transfers(data);
    this.singles = new SingleFiles(data);
    http = HttpServer.create(new InetSocketAddress(TestCluster.machine(), port), 0);
    http.createContext("/ogc-api/transfers/", this::answer);
    http.setExecutor(threads);
    http.start();
  }

  /** The transfers that are not over; the server's own secret beside them is no such. */
  public List<Path> left() throws IOException {
    try (Stream<Path> all = Files.list(data.resolve("transfers"))) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  /** How an engine uses it. */
  public TransferSettings settings() {
    return settings(Fetching.DEFAULT);
  }

  /** The same, with large files fetched so. */
  public TransferSettings settings(Fetching fetching) {
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
        fetching,
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

  /** Breaks off files that are fetched by themselves, so many times, in their midst. */
  void breaksOffSingles(int times) {
    brokenSingles.set(times);
  }

  /** What happens to files when those have been listed that are fetched by themselves. */
  interface Change {
    Object happens() throws IOException;
  }

  /** Changes something before a file is fetched by itself. */
  void changesBeforeSingles(Change happening) {
    change = happening;
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
    Map<String, String> query = query(exchange);
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
    } catch (NoSuchFileException e) {
      exchange.sendResponseHeaders(410, -1);
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
      giveOut(exchange, transfer.get());
    } else if (broken.getAndUpdate(TransferFront::less) > 0) {
      var unused = exchange.getRequestBody().readNBytes(1000);
      throw new IOException("broken off, as was wanted");
    } else {
      transfers.take(transfer.get(), exchange.getRequestBody());
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private void giveOut(HttpExchange exchange, Transfer transfer) throws IOException {
    String[] path = exchange.getRequestURI().getPath().split("/", -1);
    if (path.length > 5) {
      var unused = change.happens();
      giveOut(exchange, transfer, singles.find(transfer, path[5]).orElseThrow());
      return;
    }
    String from = query(exchange).get("singly");
    List<SingleFile> listed =
        from == null ? List.of() : singles.list(transfer, Long.parseLong(from));
    exchange.sendResponseHeaders(200, 0);
    new DepartingArchive(transfer, listed).pack(exchange.getResponseBody());
  }

  private void giveOut(HttpExchange exchange, Transfer transfer, SingleFile file)
      throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    long from = range == null ? 0 : Long.parseLong(range.replaceAll("bytes=|-", ""));
    try (FileChannel channel = singles.open(transfer, file);
        InputStream bytes = Channels.newInputStream(channel.position(from))) {
      if (range != null) {
        exchange
            .getResponseHeaders()
            .set("Content-Range", "bytes %d-%d/%d".formatted(from, file.size() - 1, file.size()));
      }
      exchange.sendResponseHeaders(range == null ? 200 : 206, file.size() - from);
      if (brokenSingles.getAndUpdate(TransferFront::less) > 0) {
        exchange.getResponseBody().write(bytes.readNBytes((int) (file.size() - from) / 2));
        throw new IOException("broken off, as was wanted");
      }
      bytes.transferTo(exchange.getResponseBody());
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    return Stream.of(exchange.getRequestURI().getQuery().split("&", -1))
        .map(each -> each.split("=", 2))
        .collect(Collectors.toMap(each -> each[0], each -> each[1]));
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
