package org.periplus.container.docker;

import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.transport.SSLConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Where an engine answers, for connections beside docker-java's own.
 *
 * @param host {@code unix:///path} or {@code tcp://host:port}
 * @param tls the keys for a {@code tcp} address that is spoken to by TLS
 * @param connectTimeout how long to wait for a connection
 */
record EngineAddress(URI host, Optional<SSLConfig> tls, Duration connectTimeout) {

  static EngineAddress of(DockerClientConfig config, Duration connectTimeout) {
    return new EngineAddress(
        config.getDockerHost(), Optional.ofNullable(config.getSSLConfig()), connectTimeout);
  }

  EngineConnection connect() throws IOException {
    return switch (host.getScheme()) {
      case "unix" ->
          EngineConnection.over(SocketChannel.open(UnixDomainSocketAddress.of(host.getPath())));
      case "tcp" -> tcp();
      default -> throw new IOException("Addresses of the kind " + host + " are not supported");
    };
  }

  private EngineConnection tcp() throws IOException {
    Socket plain = new Socket();
    try {
      plain.setKeepAlive(true); // A container may take hours to read its input.
      plain.connect(
          new InetSocketAddress(host.getHost(), port()),
          Math.toIntExact(connectTimeout.toMillis()));
      return tls.isPresent()
          ? EngineConnection.over(secured(plain, tls.get()), plain)
          : EngineConnection.over(plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private SSLSocket secured(Socket plain, SSLConfig keys) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context(keys).getSocketFactory().createSocket(plain, host.getHost(), port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // Else any trusted name would do.
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context(SSLConfig keys) {
    try {
      return keys.getSSLContext();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("The keys for the container engine cannot be used", e);
    }
  }

  /** The port that docker-java takes too. */
  private int port() {
    if (host.getPort() >= 0) {
      return host.getPort();
    }
    return tls.isPresent() ? 443 : 80;
  }

  /** The path before that of each request, where the engine is behind a proxy. */
  String pathPrefix() {
    if (!"tcp".equals(host.getScheme())) {
      return "";
    }
    String path = host.getRawPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /** What a request says in its header {@code Host}. */
  String hostHeader() {
    return "tcp".equals(host.getScheme()) ? host.getRawAuthority() : "localhost";
  }

  @Override
  public String toString() {
    return host.toString();
  }
}
