package org.periplus.system;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a browser does of which a login is made: it keeps cookies by host, follows redirects, and
 * sends forms. It shows what it was sent, also what browsers hide.
 */
final class FormBrowser {

  private static final int MOST_REDIRECTS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Map<String, String>> cookies = new HashMap<>();
  private final List<String> setCookies = new ArrayList<>();
  private final List<URI> visited = new ArrayList<>();

  /** A page, and where it is. */
  record Page(URI uri, HttpResponse<String> answer) {

    Document document() {
      return Jsoup.parse(answer.body(), uri.toString());
    }

    int status() {
      return answer.statusCode();
    }
  }

  /** Opens a page, wherever that leads. */
  Page open(URI uri) throws IOException, InterruptedException {
    return follow("GET", uri, "");
  }

  /** Asks once, and follows nothing. */
  Page ask(String method, URI uri, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(60))
            .header("Accept", "text/html,*/*;q=0.8")
            .method(method, BodyPublishers.ofString(body));
    for (int at = 0; at < headers.length; at += 2) {
      request.setHeader(headers[at], headers[at + 1]);
    }
    String own = cookies(uri);
    if (!own.isEmpty()) {
      request.setHeader("Cookie", own);
    }
    HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
    answer.headers().allValues("Set-Cookie").forEach(header -> keep(uri.getHost(), header));
    visited.add(uri);
    return new Page(uri, answer);
  }

  /** What comes for as long as the server sends. */
  interface Stream {
    String whole() throws Exception;
  }

  /** Begins to take what a server sends. */
  Stream stream(URI uri) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Accept", "text/event-stream")
            .header("Cookie", cookies(uri))
            .build();
    var answer = http.sendAsync(request, BodyHandlers.ofString());
    return () -> answer.get(2, TimeUnit.MINUTES).body();
  }

  private String cookies(URI uri) {
    return cookies.getOrDefault(uri.getHost(), Map.of()).entrySet().stream()
        .map(one -> one.getKey() + "=" + one.getValue())
        .collect(Collectors.joining("; "));
  }

  /** Sends a form of a page with some of its fields filled in. */
  Page submit(Page page, Element form, Map<String, String> filled)
      throws IOException, InterruptedException {
    Map<String, String> fields = new HashMap<>();
    for (Element input : form.select("input[name]")) {
      fields.put(input.attr("name"), input.attr("value"));
    }
    fields.putAll(filled);
    return follow("POST", page.uri().resolve(form.attr("action")), encoded(fields));
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(
            one ->
                URLEncoder.encode(one.getKey(), StandardCharsets.UTF_8)
                    + "="
                    + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private Page follow(String method, URI uri, String form)
      throws IOException, InterruptedException {
    Page page =
        method.equals("POST")
            ? ask(method, uri, form, "Content-Type", "application/x-www-form-urlencoded")
            : ask(method, uri, form);
    for (int at = 0; at < MOST_REDIRECTS && page.status() / 100 == 3; at++) {
      URI next = page.uri().resolve(page.answer().headers().firstValue("Location").orElseThrow());
      page = ask("GET", next, "");
    }
    return page;
  }

  private void keep(String host, String header) {
    setCookies.add(header);
    String[] pair = header.split(";", 2)[0].split("=", 2);
    Map<String, String> own = cookies.computeIfAbsent(host, name -> new HashMap<>());
    if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
      own.remove(pair[0]);
    } else {
      own.put(pair[0], pair[1]);
    }
  }

  /** The value of a cookie; null for none. */
  String cookie(String host, String name) {
    return cookies.getOrDefault(host, Map.of()).get(name);
  }

  void plant(String host, String name, String value) {
    cookies.computeIfAbsent(host, any -> new HashMap<>()).put(name, value);
  }

  /** All headers {@code Set-Cookie} that came. */
  List<String> setCookies() {
    return setCookies;
  }

  /** Where it has been. */
  List<URI> visited() {
    return visited;
  }
}
