package org.periplus.staging.fetch;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Links that carry their own permission: object stores sign them anew for each request, and what
 * they lead to stays the same.
 */
public final class SignedLink {

  /** How a scheme signs: a parameter that only it has, and all those that say who may and when. */
  private record Scheme(String mark, Predicate<String> parameters) {}

  private static final List<Scheme> SCHEMES =
      List.of(
          new Scheme("x-amz-signature", name -> name.startsWith("x-amz-")),
          new Scheme("x-goog-signature", name -> name.startsWith("x-goog-")),
          named("awsaccesskeyid", "awsaccesskeyid", "signature", "expires"),
          named("googleaccessid", "googleaccessid", "signature", "expires"),
          named("key-pair-id", "key-pair-id", "signature", "expires", "policy"),
          named(
              "sig", "sig", "sv", "ss", "srt", "sr", "sp", "st", "se", "sip", "spr", "si", "skoid",
              "sktid", "skt", "ske", "sks", "skv"));

  private SignedLink() {}

  private static Scheme named(String mark, String... parameters) {
    return new Scheme(mark, Set.of(parameters)::contains);
  }

  /** What a link leads to, whoever may follow it: the link without its signature. */
  public static String unsigned(URI link) {
    String whole = link.toString();
    String query = link.getRawQuery();
    if (query == null) {
      return whole;
    }
    List<String> parameters = Arrays.asList(query.split("&", -1));
    Set<String> names = parameters.stream().map(SignedLink::name).collect(Collectors.toSet());
    for (Scheme scheme : SCHEMES) {
      if (names.contains(scheme.mark())) {
        String rest =
            parameters.stream()
                .filter(parameter -> !scheme.parameters().test(name(parameter)))
                .collect(Collectors.joining("&"));
        return whole.substring(0, whole.indexOf('?')) + (rest.isEmpty() ? "" : "?" + rest);
      }
    }
    return whole;
  }

  private static String name(String parameter) {
    return parameter.split("=", 2)[0].toLowerCase(Locale.ROOT);
  }
}
