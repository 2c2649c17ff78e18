package org.periplus.security.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.AbstractMessageParser;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.apache.hc.core5.http.message.BasicLineParser;
import org.apache.hc.core5.http.message.RequestLine;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * What a client asks of the proxy (RFC 9110, 9.3.6; RFC 9112, 3.2.2 and 3.2.3). Immutable.
 *
 * @param host a name or an address, without brackets
 * @param tunnel whether the client speaks with the other server itself ({@code CONNECT})
 * @param path what the other server is asked for; empty for a tunnel
 * @param head as it came
 */
record ProxyRequest(String host, int port, boolean tunnel, String path, Head head) {

  /** What a client has sent, read line by line. */
  record Head(RequestLine line, List<Header> headers) {}

  private static final int BUFFER = 8 << 10;
  private static final int MAX_HEADERS = 200;
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)http://([^/?#]*)([^#]*)(#.*)?");

  /** What concerns one connection alone, and ends here. */
  private static final List<String> HOP_BY_HOP =
      List.of("connection", "keep-alive", "proxy-connection", "proxy-authorization", "host");

  /**
   * Reads the head of a request.
   *
   * @throws RefusedRequestException if it is none that a proxy is asked
   */
  static ProxyRequest of(byte[] bytes) throws RefusedRequestException {
    Head head = parsed(bytes);
    String target = head.line().getUri();
    if (head.line().getMethod().equalsIgnoreCase("CONNECT")) {
      URIAuthority to = authority(target);
      return new ProxyRequest(to.getHostName(), port(to, -1), true, "", head);
    }
    Matcher absolute = ABSOLUTE.matcher(target);
    if (!absolute.matches()) {
      throw new RefusedRequestException(
          400, "A proxy is asked for http://HOST/PATH, or by CONNECT for HOST:PORT.");
    }
    URIAuthority to = authority(absolute.group(1));
    String rest = absolute.group(2);
    String path = rest.startsWith("/") ? rest : "/" + rest;
    return new ProxyRequest(to.getHostName(), port(to, 80), false, path, head);
  }

  private static Head parsed(byte[] bytes) throws RefusedRequestException {
    InputStream input = new ByteArrayInputStream(bytes);
    SessionInputBufferImpl buffer = new SessionInputBufferImpl(BUFFER);
    CharArrayBuffer line = new CharArrayBuffer(BUFFER);
    try {
      buffer.readLine(line, input);
      return new Head(
          BasicLineParser.INSTANCE.parseRequestLine(line),
          List.of(
              AbstractMessageParser.parseHeaders(
                  buffer, input, MAX_HEADERS, ProxyConnection.MAX_HEAD, BasicLineParser.INSTANCE)));
    } catch (HttpException | IOException e) {
      throw new RefusedRequestException(400, "This is no HTTP request: " + e.getMessage(), e);
    }
  }

  private static URIAuthority authority(String written) throws RefusedRequestException {
    try {
      URIAuthority authority = URIAuthority.create(written);
      if (authority != null && !authority.getHostName().isEmpty()) {
        return authority;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new RefusedRequestException(400, "The request names no host and port.", e);
    }
    throw new RefusedRequestException(400, "The request names no host.");
  }

  private static int port(URIAuthority to, int usual) throws RefusedRequestException {
    int port = to.getPort() < 0 ? usual : to.getPort();
    if (port < 1 || port > 65_535) {
      throw new RefusedRequestException(400, "The request names no port from 1 to 65535.");
    }
    return port;
  }

  /** The request for the server itself: no other request follows it on its connection. */
  byte[] forServer() {
    return written(path, Optional.empty());
  }

  /** The request for another proxy. */
  byte[] forProxy(UpstreamProxy upstream) {
    return written(tunnel ? authority() : "http://" + authority() + path, upstream.authorization());
  }

  private byte[] written(String target, Optional<String> authorization) {
    List<String> lines = new ArrayList<>();
    // The client's version: an old one does not understand the answer to a newer one.
    lines.add(head.line().getMethod() + " " + target + " " + head.line().getProtocolVersion());
    lines.add("Host: " + authority());
    head.headers().stream()
        .filter(header -> !isHopByHop(header))
        .forEach(header -> lines.add(header.getName() + ": " + text(header)));
    authorization.ifPresent(value -> lines.add("Proxy-Authorization: " + value));
    if (!tunnel) {
      lines.add("Via: 1.1 periplus");
      lines.add("Connection: close");
    }
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1);
  }

  private boolean isHopByHop(Header header) {
    String name = header.getName().toLowerCase(Locale.ROOT);
    return HOP_BY_HOP.contains(name)
        || head.headers().stream()
            .filter(each -> each.getName().equalsIgnoreCase("Connection"))
            .flatMap(named -> Stream.of(text(named).split(",", -1)))
            .anyMatch(named -> named.strip().equalsIgnoreCase(name));
  }

  private static String text(Header header) {
    return header.getValue() == null ? "" : header.getValue();
  }

  /** Host and port as a URL has them. */
  String authority() {
    String named = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return tunnel || port != 80 ? named + ":" + port : named;
  }
}
