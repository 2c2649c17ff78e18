package org.periplus.staging.fetch;

import java.net.URI;
import java.util.Optional;
import org.periplus.security.ShownUrl;

/**
 * Something to fetch.
 *
 * @param name what it is called in messages, in which nothing may be secret
 * @param location where it says it is, which the names of files and relative links come from
 * @param scope whose credentials it is asked for with; empty for none
 * @param link makes the URL where it is asked for, anew for each attempt
 * @param ofOperator whether the server is one that the operator named, past the egress rule
 * @param header what some servers are told of who asks
 */
public record Reference(
    String name,
    URI location,
    String scope,
    Link link,
    boolean ofOperator,
    Optional<SecretHeader> header) {

  /** Makes a URL that can be asked for now. */
  @FunctionalInterface
  public interface Link {

    /**
     * Makes one.
     *
     * @throws FetchException when none can be made
     */
    URI make() throws FetchException;
  }

  public static Reference of(URI url) {
    URI whole = withoutFragment(url);
    return new Reference(ShownUrl.of(whole), whole, "", () -> whole, false, Optional.empty());
  }

  /**
   * The same, asked for with a header.
   *
   * @param newScope whose the header is
   */
  public Reference with(SecretHeader newHeader, String newScope) {
    return new Reference(name, location, newScope, link, ofOperator, Optional.of(newHeader));
  }

  /**
   * The same, of which nothing is shared with references in other parts of a cache.
   *
   * @param part empty for the part of all
   */
  public Reference in(String part) {
    return part.isEmpty()
        ? this
        : new Reference(name, location, part + "\n" + scope, link, ofOperator, header);
  }

  private static URI withoutFragment(URI url) {
    String text = url.toString();
    int fragment = text.indexOf('#');
    return fragment < 0 ? url : URI.create(text.substring(0, fragment));
  }
}
