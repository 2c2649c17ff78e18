package org.periplus.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.configuration.DataSize;

class EgressTest {

  private HttpServer server;
  private String root;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    root = "http://localhost:" + server.getAddress().getPort();
    answer("/text", 200, "hello", null);
    answer("/moved", 302, "", "/text");
    answer("/trap", 302, "", "http://169.254.169.254/latest/");
    answer("/loop", 302, "", "/loop");
    answer("/missing", 404, "", null);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(String path, int status, String body, String location) {
    server.createContext(
        path,
        exchange -> {
          if (location != null) {
            exchange.getResponseHeaders().add("Location", location);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  private static Egress egress(List<String> allow, List<String> deny, String size) {
    return new Egress(
        new EgressConfiguration(allow, deny, DataSize.of(size), Duration.ofSeconds(5)));
  }

  @Test
  void readsADocumentAndFollowsRedirections() {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThat(egress.text(URI.create(root + "/text"))).isEqualTo("hello");
    assertThat(egress.text(URI.create(root + "/moved"))).isEqualTo("hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file:///etc/passwd", "http://169.254.169.254/latest/", "http://[fe80::1]/", "x"})
  void refusesWhatNobodyMayAskFor(String uri) {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatThrownBy(() -> egress.text(URI.create(uri)))
        .isInstanceOf(EgressException.class)
        .hasMessageContaining("refused");
  }

  @Test
  void checksEveryRedirection() {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatThrownBy(() -> egress.text(URI.create(root + "/trap")))
        .hasMessageContaining("'http://169.254.169.254/latest/' is refused");
    assertThatThrownBy(() -> egress.text(URI.create(root + "/loop")))
        .hasMessageContaining("redirects too often");
  }

  @Test
  void obeysTheConfiguredHostsAndSizes() {
    URI text = URI.create(root + "/text");

    assertThatThrownBy(() -> egress(List.of("*.esa.int"), List.of(), "1 MB").text(text))
        .hasMessageContaining("periplus.egress.allow");
    assertThatThrownBy(() -> egress(List.of("*"), List.of("local*"), "1 MB").text(text))
        .hasMessageContaining("periplus.egress.deny");
    assertThatThrownBy(() -> egress(List.of("*"), List.of(), "4 B").text(text))
        .hasMessageContaining("larger than 4 bytes");
  }

  @Test
  void saysHowAServerAnswered() {
    Egress egress = new Egress(EgressConfiguration.defaults());

    assertThatThrownBy(() -> egress.text(URI.create(root + "/missing")))
        .hasMessageContaining("status 404");
  }
}
