package org.periplus.attacks;

import java.util.ArrayList;
import java.util.List;
import org.periplus.attacks.RequestAttack.Right;

/** Hosts, forwarded names, lengths that are not clear, and headers without measure. */
final class HeaderAttacks {

  private static final String KIND = "header";

  private HeaderAttacks() {}

  static List<Attack> rows(Target target) {
    List<Attack> rows = new ArrayList<>();
    Request landing = Request.get(target.path(""));
    for (String host :
        List.of(
            "evil.example",
            "localhost.evil.example",
            "evil.example:80",
            "localhost@evil.example",
            "evil.example#localhost",
            "evil.example/localhost",
            "[::ffff:6.6.6.6]",
            "169.254.169.254",
            "localhost:abc",
            "<script>attack(1)</script>",
            "localhost\u0000",
            "xn--lcalhost-q5a",
            "localhost,evil.example")) {
      rows.add(
          row(
              "Host: " + shown(host),
              landing.withoutHost().with("Host: " + host),
              Right.REFUSED_BY_LISTENER));
    }
    // RFC 9110, 7.2, allows it where the target has no authority; the links are the server's own.
    rows.add(
        new SceneAttack(
            KIND, "an empty Host", aim -> steers(landing.withoutHost().with("Host:"), aim)));
    rows.add(row("no Host", landing.withoutHost(), Right.REFUSED_BY_LISTENER));
    rows.add(row("two hosts", landing.with("Host: evil.example"), Right.REFUSED_BY_LISTENER));
    rows.add(
        row(
            "another host in the target",
            Request.get("http://evil.example" + target.path("")),
            Right.REFUSED_BY_LISTENER));
    for (String name :
        List.of(
            "X-Forwarded-Host: evil.example",
            "Forwarded: host=evil.example",
            "X-Forwarded-Prefix: /evil.example",
            "X-Original-URL: /periplus/metrics",
            "X-Rewrite-URL: /periplus/metrics",
            "X-HTTP-Method-Override: DELETE",
            "X-Forwarded-Proto: javascript",
            "X-Forwarded-Port: 99999999",
            "Forwarded: for=\"_\\\"",
            "X-Forwarded-For: 127.0.0.1, <script>")) {
      rows.add(new SceneAttack(KIND, name, aim -> steers(landing.with(name), aim)));
    }
    rows.addAll(lengths(target));
    rows.addAll(large(landing));
    rows.addAll(values(landing));
    return rows;
  }

  /** Neither the address of the answer's links nor its status follow a header of a stranger. */
  private static Finding steers(Request request, Target target) throws java.io.IOException {
    Answer answer = target.send(request);
    List<String> faults = new ArrayList<>(Leaks.of(answer.body(), target, request::has));
    if (answer.body().contains("evil.example") || answer.head().contains("evil.example")) {
      faults.add("the answer names evil.example");
    }
    if (answer.body().contains("periplus_jobs") || answer.status() >= 500) {
      faults.add("the answer is another one: " + answer.status());
    }
    return new Finding(Integer.toString(answer.status()), faults);
  }

  private static List<Attack> lengths(Target target) {
    Request execution =
        Request.of("POST", target.path("processes/echo/execution"))
            .with("Content-Type: application/json");
    return List.of(
        row(
            "two lengths",
            execution.with("Content-Length: 2").with("Content-Length: 3").withBody("{}x"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a length and chunks",
            execution
                .with("Content-Length: 2")
                .with("Transfer-Encoding: chunked")
                .withBody("2\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "chunks, written otherwise",
            execution.with("Transfer-Encoding: xchunked").withBody("2\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "chunks, twice",
            execution.with("Transfer-Encoding: chunked, chunked").withBody("2\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "chunks of identity",
            execution.with("Transfer-Encoding: identity, chunked").withBody("2\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a negative length",
            execution.with("Content-Length: -1").withBody("{}"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a length that is a word",
            execution.with("Content-Length: ten").withBody("{}"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a length beyond numbers",
            execution.with("Content-Length: 99999999999999999999").withBody("{}"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a length of exabytes",
            execution.with("Content-Length: 9000000000000000000").withBody("{}"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a chunk of a negative length",
            execution.with("Transfer-Encoding: chunked").withBody("-2\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a chunk of a word",
            execution.with("Transfer-Encoding: chunked").withBody("zz\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a chunk beyond numbers",
            execution
                .with("Transfer-Encoding: chunked")
                .withBody("fffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
            Right.REFUSED_BY_LISTENER));
  }

  private static List<Attack> large(Request landing) {
    Request many = landing;
    for (int number = 0; number < 300; number++) {
      many = many.with("X-Many-" + number + ": 1");
    }
    return List.of(
        row(
            "one of 1 MB",
            landing.with("X-Large: " + "a".repeat(1_000_000)),
            Right.REFUSED_BY_LISTENER),
        row("300 of them", many, Right.REFUSED_BY_LISTENER),
        row(
            "a name of 100 kB",
            landing.with("X".repeat(100_000) + ": 1"),
            Right.REFUSED_BY_LISTENER),
        row(
            "a cookie of 100 kB",
            landing.with("Cookie: a=" + "b".repeat(100_000)),
            Right.REFUSED_BY_LISTENER));
  }

  private static List<Attack> values(Request landing) {
    List<Attack> rows = new ArrayList<>();
    for (String header :
        List.of(
            "Accept: " + "a/b,".repeat(1500),
            "Accept: */*;q=99999999999999999999",
            "Accept: ;;;",
            "Accept: text/html;q=NaN",
            "Accept: /",
            "Accept-Language: " + "a-".repeat(3000),
            "Accept-Language: ../../etc",
            "Accept-Encoding: gzip;q=-1, *;q=1e99",
            "Accept-Charset: x".repeat(50),
            "If-None-Match: " + "\"a\",".repeat(1500),
            "If-None-Match: \"",
            "If-Modified-Since: the day before",
            "If-Match: *",
            "Expect: 200-maybe",
            "Content-Type: /;;",
            "Cookie: JSESSIONID=../../etc/passwd",
            "Authorization: Bearer " + "a.".repeat(2000),
            "Authorization: Basic !!!",
            "Upgrade: h2c",
            "Upgrade: websocket",
            "traceparent: 00-zz-zz-zz",
            "traceparent: " + "0".repeat(4000),
            "Range: bytes=0-0," + "1-1,".repeat(1500),
            "Origin: null",
            "Access-Control-Request-Method: TRACE",
            "TE: trailers, deflate;q=9e9",
            "User-Agent: () { :; }; /bin/sh -c id",
            "User-Agent: ${jndi:ldap://127.0.0.1/x}")) {
      rows.add(row(shown(header), landing.with(header), Right.HARMLESS));
    }
    return rows;
  }

  private static Attack row(String name, Request request, Right right) {
    return new RequestAttack(KIND, name, request, right);
  }

  private static String shown(String text) {
    String plain = text.replace("\u0000", "NUL");
    return plain.length() > 60
        ? plain.substring(0, 30) + "… of " + plain.length() + " signs"
        : plain;
  }
}
