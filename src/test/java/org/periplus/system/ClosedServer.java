package org.periplus.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A server that {@code ./periplus up} starts, on the application server under test, and that knows
 * an identity provider: it does nothing for those who do not say who they are. Its tenants are acme
 * and globex, to whom the groups of these names belong. It is reached by TLS alone.
 */
public final class ClosedServer implements AutoCloseable {

  /** The setting by which acme is a tenant. */
  public static final String ACME = "PERIPLUS_TENANTS_ACME_SECURITY_GROUPS";

  private static final String ISSUER = "PERIPLUS_SECURITY_OIDC_ISSUERS_KEYCLOAK_";

  private final SSLContext tls;
  private final HttpClient http;
  private final Path data;
  private final int port;
  private final Map<String, String> environment = new HashMap<>();

  private ClosedServer(Path folder, Map<String, String> settings)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path certificate = certificate(folder);
    this.tls = trusting(certificate);
    this.http = HttpClient.newBuilder().sslContext(tls).build();
    this.data = folder.resolve("data");
    this.port = freePort();
    environment.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    environment.put("PERIPLUS_TLS_CERTIFICATE", certificate.toString());
    environment.put("PERIPLUS_TLS_KEY", folder.resolve("key.pem").toString());
    environment.put("SSL_CERT_FILE", certificate.toString()); // for Python
    environment.put("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1"); // It runs for a minute
    environment.putAll(settings);
  }

  /** Starts one that knows a Keycloak, with its client for devices; globex has guests. */
  static ClosedServer start(Path folder, Keycloak keycloak)
      throws IOException, InterruptedException, GeneralSecurityException {
    return start(
        folder,
        keycloak.url(),
        Map.of(
            ISSUER + "DEVICE_CLIENT",
            "periplus-cli",
            "PERIPLUS_TENANTS_GLOBEX_SECURITY_GUESTS",
            "true"));
  }

  /**
   * Starts one and waits until it is ready.
   *
   * @param issuer whom it believes
   * @param more of its settings, as environment variables
   */
  public static ClosedServer start(Path folder, URI issuer, Map<String, String> more)
      throws IOException, InterruptedException, GeneralSecurityException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put(ISSUER + "URL", issuer.toString());
    settings.put(ISSUER + "AUDIENCE", "periplus");
    settings.put("PERIPLUS_SECURITY_OIDC_ALLOW", "127.0.0.1");
    settings.put(ACME, "acme");
    settings.put("PERIPLUS_TENANTS_GLOBEX_SECURITY_GROUPS", "globex");
    ClosedServer server = new ClosedServer(folder, settings);
    server.run("up");
    return server;
  }

  /** Stops it, and starts it again without one of its settings. */
  public void restartWithout(String setting) throws IOException, InterruptedException {
    run("down");
    environment.remove(setting);
    run("up");
  }

  /** That of a server on this machine, which signs itself, and beside it its key. */
  private static Path certificate(Path folder) throws IOException, InterruptedException {
    Path certificate = folder.resolve("certificate.pem");
    Process openssl =
        new ProcessBuilder(
                ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost"
                        + " -addext subjectAltName=DNS:localhost -keyout "
                        + folder.resolve("key.pem")
                        + " -out "
                        + certificate)
                    .split(" ", -1))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor()).isZero();
    return certificate;
  }

  /** The beginning of the answer to a request without a body, which is sent as it is written. */
  String statusLine(String request) throws IOException {
    try (Socket socket =
        tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
      socket
          .getOutputStream()
          .write(
              (request + "\r\nHost: localhost\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return answer.lines().findFirst().orElse("");
    }
  }

  private static SSLContext trusting(Path certificate)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      trusted.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /** Below the range from which systems give ports to outgoing connections. */
  static int freePort() {
    return ThreadLocalRandom.current()
        .ints(20000, 30000)
        .filter(ClosedServer::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // somebody has it
    }
  }

  /** Something below a tenant's landing page. */
  public URI uri(String tenant, String path) {
    return URI.create("https://localhost:" + port + "/" + tenant + "/ogc-api/" + path);
  }

  /** Sends a request; without a token when that is empty. */
  public HttpResponse<String> ask(
      String token, String method, URI uri, String mediaType, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", mediaType)
            .method(method, BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), ClosedServer::body);
  }

  /** Events go on for as long as their job: that they begin is answer enough. */
  private static BodySubscriber<String> body(HttpResponse.ResponseInfo answer) {
    boolean goesOn =
        answer
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.startsWith("text/event-stream"))
            .isPresent();
    return goesOn
        ? BodySubscribers.mapping(BodySubscribers.ofInputStream(), ClosedServer::left)
        : BodySubscribers.ofString(StandardCharsets.UTF_8);
  }

  private static String left(InputStream events) {
    try (events) {
      return "events";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins a command of the script. */
  Process command(String name, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of("./periplus", name));
    command.addAll(List.of(more));
    command.addAll(List.of("--port", Integer.toString(port), "--data", data.toString()));
    if (System.getProperty("arquillian.launch", "").equals("wildfly")) {
      command.addAll(List.of("--server", "wildfly"));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs a command of the script, which must do what it is for; gives what it prints. */
  String run(String name, String... more) throws IOException, InterruptedException {
    Process process = command(name, more);
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, TimeUnit.MINUTES)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("down");
  }
}
