package org.periplus.api.guard;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Requests as a servlet sees them. */
final class Requests {

  private Requests() {}

  /**
   * A request.
   *
   * @param from the address that it comes from
   * @param host the header {@code Host}
   * @param headers names and values of others; {@code ?} is the query, {@code :method}, {@code
   *     :path} and {@code :scheme} are those, with what is usual where they are missing
   */
  static HttpServletRequest of(String from, String host, String... headers) {
    List<String> all = new ArrayList<>(List.of("Host", host));
    Collections.addAll(all, headers);
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            Requests.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> from;
                  case "getServerName" -> host.replaceFirst(":\\d+$", "");
                  case "getHeaders" ->
                      Collections.enumeration(values(all, arguments[0].toString()));
                  case "getHeader" ->
                      values(all, arguments[0].toString()).stream().findFirst().orElse(null);
                  case "getQueryString" -> values(all, "?").stream().findFirst().orElse(null);
                  case "getMethod" -> first(all, ":method", "GET");
                  case "getRequestURI" -> first(all, ":path", "/ogc-api/jobs");
                  case "getScheme" -> first(all, ":scheme", "http");
                  case "getServerPort" -> Integer.parseInt(first(all, ":port", "8080"));
                  case "getHeaderNames" -> Collections.enumeration(names(all));
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static String first(List<String> headers, String name, String usual) {
    return values(headers, name).stream().findFirst().orElse(usual);
  }

  private static List<String> names(List<String> headers) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < headers.size(); at += 2) {
      names.add(headers.get(at));
    }
    return names;
  }

  private static List<String> values(List<String> headers, String name) {
    List<String> values = new ArrayList<>();
    for (int at = 0; at < headers.size(); at += 2) {
      if (headers.get(at).equalsIgnoreCase(name)) {
        values.add(headers.get(at + 1));
      }
    }
    return values;
  }
}
