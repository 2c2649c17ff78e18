package org.periplus.api.http;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What one proxy says of the request that it passed on.
 *
 * @param from the address that it came from
 * @param proto {@code http} or {@code https}
 * @param host a host with or without a port
 * @param prefix the path, without a slash at its end, that the proxy took away
 */
record Hop(
    Optional<String> from,
    Optional<String> proto,
    Optional<String> host,
    Optional<String> port,
    Optional<String> prefix) {

  private static final Pattern PROTO = Pattern.compile("https?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");
  private static final Pattern PORT = Pattern.compile("\\d{1,5}");
  private static final Pattern PREFIX = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");

  static final Hop SILENT =
      new Hop(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** What is not well formed counts as not said, since it becomes part of links. */
  Hop {
    proto = proto.filter(value -> PROTO.matcher(value).matches());
    host = host.filter(value -> HOST.matcher(value).matches());
    port = port.filter(value -> PORT.matcher(value).matches());
    prefix =
        prefix
            .filter(value -> PREFIX.matcher(value).matches())
            .map(value -> value.replaceFirst("/$", ""));
  }

  /** What a proxy nearer to the client says counts over what this one says. */
  Hop overriddenBy(Hop nearer) {
    return new Hop(
        nearer.from,
        nearer.proto.or(() -> proto),
        nearer.host.or(() -> host),
        nearer.host.isPresent() ? nearer.port : nearer.port.or(() -> port),
        nearer.prefix.or(() -> prefix));
  }
}
