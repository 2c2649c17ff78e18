package org.periplus.staging;

import java.net.URI;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What stage-in may do.
 *
 * @param maxBytes how much one job may fetch, all inputs together
 * @param connectTimeout how long a server may take to accept a connection
 * @param responseTimeout how long a server may take to begin an answer
 * @param idleTimeout how long an answer may stand still
 * @param maxRedirects how many redirects of one reference are followed
 * @param retries how often a broken download is continued
 * @param localFiles whether {@code file:} references are read from the server's own disk
 * @param egress whether a URL may be asked for; every redirect is put to it, too
 */
public record StageInSettings(
    long maxBytes,
    Duration connectTimeout,
    Duration responseTimeout,
    Duration idleTimeout,
    int maxRedirects,
    int retries,
    boolean localFiles,
    Predicate<URI> egress) {

  /** 100 GiB; 10, 60 and 60 seconds; 10 redirects; 1 retry; no local files; all URLs. */
  public static StageInSettings defaults() {
    return new StageInSettings(
        100L << 30,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60),
        10,
        1,
        false,
        url -> true);
  }

  public StageInSettings withMaxBytes(long bytes) {
    return new StageInSettings(
        bytes,
        connectTimeout,
        responseTimeout,
        idleTimeout,
        maxRedirects,
        retries,
        localFiles,
        egress);
  }

  public StageInSettings withTimeouts(Duration connect, Duration response, Duration idle) {
    return new StageInSettings(
        maxBytes, connect, response, idle, maxRedirects, retries, localFiles, egress);
  }

  public StageInSettings withLocalFiles(boolean allowed) {
    return new StageInSettings(
        maxBytes,
        connectTimeout,
        responseTimeout,
        idleTimeout,
        maxRedirects,
        retries,
        allowed,
        egress);
  }

  public StageInSettings withEgress(Predicate<URI> rule) {
    return new StageInSettings(
        maxBytes,
        connectTimeout,
        responseTimeout,
        idleTimeout,
        maxRedirects,
        retries,
        localFiles,
        rule);
  }
}
