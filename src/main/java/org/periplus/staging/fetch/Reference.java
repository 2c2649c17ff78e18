package org.periplus.staging.fetch;

import java.net.URI;
import java.util.function.Supplier;
import org.periplus.security.ShownUrl;

/**
 * Something to fetch.
 *
 * @param name what it is called in messages, in which nothing may be secret
 * @param location where it says it is, which the names of files and relative links come from
 * @param scope whose credentials it is asked for with; empty for none
 * @param url where it is asked for, made anew for each attempt
 * @param ofOperator whether the server is one that the operator named, past the egress rule
 */
public record Reference(
    String name, URI location, String scope, Supplier<URI> url, boolean ofOperator) {

  public static Reference of(URI url) {
    URI whole = withoutFragment(url);
    return new Reference(ShownUrl.of(whole), whole, "", () -> whole, false);
  }

  private static URI withoutFragment(URI url) {
    String text = url.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? url : URI.create(text.substring(0, fragment));
  }
}
