package org.periplus.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How maps colour values, asked of the scripts themselves in a browser. */
class MapScriptsTest {

  private static final Path SCRIPTS = Path.of("src", "main", "web");

  private static HttpServer files;
  private static Chromium browser;

  @BeforeAll
  static void open() throws IOException {
    files = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    files.createContext("/", MapScriptsTest::answer);
    files.start();
    browser = new Chromium();
    browser.open("http://localhost:" + files.getAddress().getPort() + "/");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    boolean script = exchange.getRequestURI().getPath().endsWith(".js");
    byte[] bytes =
        script
            ? Files.readAllBytes(SCRIPTS.resolve(exchange.getRequestURI().getPath().substring(1)))
            : "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", script ? "text/javascript" : "text/html");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterAll
  static void close() {
    browser.close();
    files.stop(0);
  }

  /** What an expression gives, as JSON; {@code s} and {@code c} are the two modules. */
  private static String told(String expression) {
    return (String)
        browser
            .page()
            .executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                    + "Promise.all([import('/statistics.js'), import('/colours.js')])"
                    + ".then(([s, c]) => done(JSON.stringify("
                    + expression
                    + "))).catch((error) => done(String(error)));");
  }

  @Test
  void fewWholeValuesAreClassesWithoutThatOfNoData() {
    assertThat(told("s.statistics(new Uint8Array([1, 0, 255, 1, 0]), 255, {}).classes"))
        .isEqualTo("[0,1]");
    assertThat(told("s.statistics(new Float32Array([1, 0, NaN, 1]), null, {}).classes"))
        .isEqualTo("[0,1]");
    assertThat(told("s.statistics(Uint16Array.from({length: 100}, (_, at) => at), 0, {}).classes"))
        .isEqualTo("null");
    assertThat(told("s.statistics(new Float32Array([0.5, 1]), null, {}).classes"))
        .isEqualTo("null");
  }

  @Test
  void limitsAreTheFilesOwnOrLeaveOutTheRarestValues() {
    String values = "Float32Array.from({length: 1000}, (_, at) => at === 0 ? -9999 : at / 10)";
    assertThat(
            told(
                "(({min, max}) => [min, max])(s.statistics("
                    + values
                    + ", -9999, {})).map(Math.round)"))
        .isEqualTo("[2,98]");
    assertThat(
            told(
                "(({min, max}) => [min, max])(s.statistics("
                    + values
                    + ", -9999, {STATISTICS_MINIMUM: '-1', STATISTICS_MAXIMUM: '1'}))"))
        .isEqualTo("[-1,1]");
    assertThat(told("(({min, max}) => [min, max])(s.statistics(new Uint8Array([0, 0]), 0, {}))"))
        .as("nothing but no data")
        .isEqualTo("[0,1]");
  }

  @Test
  void whatIsNoDataStaysTransparent() {
    String painted =
        "(() => { const out = new Uint8ClampedArray(12);const paint = c.painter({kind: 'ramp',"
            + " band: 0, ramp: 'grey', min: 0, max: 10}, 255);[0, 1, 2].forEach((at) =>"
            + " paint([[255, NaN, 20]], at, out, at * 4));return [...out]; })()";
    assertThat(told(painted)).isEqualTo("[0,0,0,0,0,0,0,0,255,255,255,255]");
    assertThat(
            told(
                "(() => { const out = new Uint8ClampedArray(8);"
                    + "const paint = c.painter({kind: 'classes', band: 0,"
                    + " colours: c.classColours([0, 1], null)}, 255);"
                    + "paint([[1, 255]], 0, out, 0); paint([[1, 255]], 1, out, 4);"
                    + "return [...out]; })()"))
        .isEqualTo("[11,94,215,255,0,0,0,0]");
  }

  @Test
  void aPaletteOfTheFileCounts() {
    assertThat(told("[...c.classColours([0, 1], [[1, 2, 3], [4, 5, 6]]).values()]"))
        .isEqualTo("[[1,2,3],[4,5,6]]");
  }
}
