package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Clients that hold connections without ending what they have begun. */
final class SlowClientAttacks {

  private static final String KIND = "slow client";
  private static final int CONNECTIONS = 300;

  private SlowClientAttacks() {}

  static List<Attack> rows() {
    return List.of(
        row("300 connections that say nothing", target -> ""),
        row("300 that stop within the first line", target -> "GET " + target.path("")),
        row(
            "300 that stop within the headers",
            target -> "GET " + target.path("") + " HTTP/1.1\r\nHost: localhost\r\nX: "),
        row(
            "300 that stop within a chunk's length",
            target ->
                "POST /nowhere HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1"),
        row(
            "300 that ask for pages and read none",
            target ->
                ("GET " + target.path("api") + " HTTP/1.1\r\nHost: localhost\r\n\r\n").repeat(20)),
        row(
            "300 that begin TLS",
            target -> "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
        row("300 that begin HTTP/2", target -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        row("300 that stop within a body", SlowClientAttacks::body),
        new SceneAttack(KIND, "a body that ends too early", SlowClientAttacks::endsEarly));
  }

  private static String body(Target target) {
    return "POST "
        + target.path("processes/echo/execution")
        + " HTTP/1.1\r\n"
        + "Host: localhost\r\n"
        + "Content-Type: application/json\r\n"
        + "Content-Length: 100\r\n\r\n"
        + "{\"inputs\"";
  }

  /** What each connection sends before it stops. */
  private interface Beginning {
    String of(Target target);
  }

  private static Attack row(String name, Beginning beginning) {
    return new SceneAttack(KIND, name, target -> others(beginning.of(target), target));
  }

  /** Whether others are answered meanwhile. */
  private static Finding others(String beginning, Target target) throws IOException {
    List<Socket> held = new ArrayList<>();
    try {
      for (int number = 0; number < CONNECTIONS; number++) {
        Socket socket = target.connect();
        held.add(socket);
        socket.getOutputStream().write(beginning.getBytes(ISO_8859_1));
      }
      Answer answer = target.send(Request.get(target.path("conformance")));
      return new Finding(
          "others are answered with " + answer.status(),
          answer.status() == 200 ? List.of() : List.of("others are not answered"));
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private static Finding endsEarly(Target target) throws IOException {
    try (Socket socket = target.connect()) {
      socket.getOutputStream().write(body(target).getBytes(ISO_8859_1));
      socket.shutdownOutput();
      Answer answer = Answer.parse(new String(socket.getInputStream().readAllBytes(), ISO_8859_1));
      List<String> faults = new ArrayList<>(Leaks.of(answer.body(), target, text -> false));
      if (answer.status() >= 500 || answer.status() == 200) {
        faults.add("the answer is " + answer.status());
      }
      return new Finding(Integer.toString(answer.status()), faults);
    }
  }
}
