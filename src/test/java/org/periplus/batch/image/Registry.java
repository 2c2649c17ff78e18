package org.periplus.batch.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A registry of this machine that has one image with one file, under any name. It speaks TLS, which
 * the engine tries first: for the end of a handshake that nobody answers it waits 10 s.
 */
final class Registry implements AutoCloseable {

  static final String USER = "reader";
  static final String PASSWORD = "the-password";

  private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";

  private final HttpServer server;
  private final boolean guarded;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private volatile byte[] manifest;

  /**
   * @param keys for the name {@code localhost}
   * @param guarded whether it wants credentials
   */
  Registry(SSLContext keys, boolean guarded) throws IOException {
    this.guarded = guarded;
    HttpsServer secured =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secured.setHttpsConfigurator(new HttpsConfigurator(keys));
    server = secured;
    server.createContext("/", this::answer);
    server.start();
  }

  /** Host and port. */
  String name() {
    return "localhost:" + server.getAddress().getPort();
  }

  List<String> requests() {
    return List.copyOf(requests);
  }

  /** From now on the image has a file with this content. */
  void has(String content) throws Exception {
    ByteArrayOutputStream layer = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(layer)) {
      TarArchiveEntry entry = new TarArchiveEntry("content");
      entry.setSize(content.getBytes(UTF_8).length);
      tar.putArchiveEntry(entry);
      tar.write(content.getBytes(UTF_8));
      tar.closeArchiveEntry();
    }
    String diff = blob(layer.toByteArray());
    String config =
        blob(
            """
            {"architecture": "amd64", "os": "linux", "config": {"Cmd": ["/content"]},
             "rootfs": {"type": "layers", "diff_ids": ["%s"]}}
            """
                .formatted(diff)
                .getBytes(UTF_8));
    manifest =
        """
        {"schemaVersion": 2, "mediaType": "%s",
         "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": %d, "digest": "%s"},
         "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar", "size": %d, "digest": "%s"}]}
        """
            .formatted(MANIFEST, blobs.get(config).length, config, blobs.get(diff).length, diff)
            .getBytes(UTF_8);
  }

  private String blob(byte[] content) throws Exception {
    String digest =
        "sha256:" + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    blobs.put(digest, content);
    return digest;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(exchange.getRequestMethod() + " " + path);
      if (guarded && !isKnown(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
        send(exchange, 401, "application/json", "the body of the registry".getBytes(UTF_8));
        return;
      }
      String last = path.substring(path.lastIndexOf('/') + 1);
      if (path.contains("/manifests/")) {
        try {
          exchange.getResponseHeaders().set("Docker-Content-Digest", blob(manifest));
        } catch (Exception e) {
          throw new IOException(e);
        }
        send(exchange, 200, MANIFEST, manifest);
      } else if (blobs.containsKey(last)) {
        send(exchange, 200, "application/octet-stream", blobs.get(last));
      } else {
        send(exchange, 200, "application/json", "{}".getBytes(UTF_8));
      }
    }
  }

  private static boolean isKnown(HttpExchange exchange) {
    String both = USER + ":" + PASSWORD;
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .filter(("Basic " + Base64.getEncoder().encodeToString(both.getBytes(UTF_8)))::equals)
        .isPresent();
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
