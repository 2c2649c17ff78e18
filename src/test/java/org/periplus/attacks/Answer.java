package org.periplus.attacks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/**
 * An answer as it came.
 *
 * @param status 0 when the connection ended without an answer
 */
record Answer(int status, String head, String body) {

  static final Answer NONE = new Answer(0, "", "");

  /** Reads the bytes of an answer, each of which is one character here. */
  static Answer parse(String all) {
    int end = all.indexOf("\r\n\r\n");
    if (end < 0) {
      return NONE;
    }
    String head = all.substring(0, end);
    int status = Integer.parseInt(head.split(" ", 3)[1]);
    String rest = all.substring(end + 4);
    if (status == 100) {
      return parse(rest);
    }
    Answer answer = new Answer(status, head, "");
    String body =
        answer.header("Transfer-Encoding").equalsIgnoreCase("chunked") ? unchunked(rest) : rest;
    return new Answer(status, head, new String(body.getBytes(ISO_8859_1), UTF_8));
  }

  private static String unchunked(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    int end = chunks.indexOf("\r\n", at);
    while (end > at) {
      int length = Integer.parseInt(chunks.substring(at, end).strip(), 16);
      int begin = end + 2;
      body.append(chunks, begin, Math.min(chunks.length(), begin + length));
      at = begin + length + 2;
      end = length == 0 || at >= chunks.length() ? -1 : chunks.indexOf("\r\n", at);
    }
    return body.toString();
  }

  /** The first header of that name; empty without one. */
  String header(String name) {
    return headers(name).stream().findFirst().orElse("");
  }

  /** All headers of that name. */
  List<String> headers(String name) {
    String start = name.toLowerCase(Locale.ROOT) + ":";
    return head.lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
        .map(line -> line.substring(start.length()).strip())
        .toList();
  }

  boolean is(String mediaType) {
    return header("Content-Type").startsWith(mediaType);
  }
}
