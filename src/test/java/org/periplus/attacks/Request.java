package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that is sent byte by byte, since HTTP clients would not write most of them. Each
 * character of it is one byte.
 *
 * @param line method and target
 */
record Request(String line, List<String> headers, String body) {

  static final String JSON = "application/json";
  static final String YAML = "application/cwl+yaml";

  private static final String LOCALHOST = "Host: localhost";

  static Request get(String target) {
    return of("GET", target);
  }

  static Request of(String method, String target) {
    return new Request(method + " " + target, List.of(LOCALHOST), "");
  }

  static Request post(String target, String mediaType, String body) {
    return sending("POST", target, mediaType, body);
  }

  static Request sending(String method, String target, String mediaType, String body) {
    return sendingBytes(method, target, mediaType, body.getBytes(UTF_8));
  }

  static Request sendingBytes(String method, String target, String mediaType, byte[] body) {
    return of(method, target)
        .with("Content-Type: " + mediaType)
        .with("Content-Length: " + body.length)
        .withBody(new String(body, ISO_8859_1));
  }

  Request with(String header) {
    return new Request(line, Stream.concat(headers.stream(), Stream.of(header)).toList(), body);
  }

  Request withoutHost() {
    return new Request(
        line, headers.stream().filter(header -> !header.equals(LOCALHOST)).toList(), body);
  }

  Request withBody(String newBody) {
    return new Request(line, headers, newBody);
  }

  String head() {
    return Stream.concat(headers.stream(), Stream.of("Connection: close"))
        .collect(Collectors.joining("\r\n", line + " HTTP/1.1\r\n", "\r\n\r\n"));
  }

  /** Whether the text is one that the request itself brought. */
  boolean has(String text) {
    return line.contains(text)
        || body.contains(text)
        || headers.stream().anyMatch(header -> header.contains(text));
  }
}
