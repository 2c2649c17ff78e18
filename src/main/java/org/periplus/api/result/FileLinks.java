package org.periplus.api.result;

import java.net.URI;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.QueryParameters;
import org.periplus.job.Job;
import org.periplus.staging.store.ResultStore;

/**
 * The links to the published files of a job that one client gets.
 *
 * @param signed whether they open without credentials, until they expire
 */
record FileLinks(Job job, Links links, ResultStore store, boolean signed) {

  /** Reads the parameter {@code sign}: a link that is signed where the store can do that. */
  static Optional<Boolean> sign(String parameter) {
    if (parameter == null) {
      return Optional.empty();
    }
    return switch (parameter) {
      case "true", "" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> throw QueryParameters.refused("sign", parameter, "true or false");
    };
  }

  /**
   * Where the file lies: in the store, if clients can have a way of their own to it.
   *
   * @param path the path in the job's results, not percent-encoded
   */
  String address(String path) {
    return signature(path)
        .or(() -> store.address(job.id(), path))
        .map(URI::toString)
        .orElseGet(() -> links.file(job.id(), path));
  }

  /** Where the file can be fetched over HTTP by whoever may use this API. */
  String download(String path) {
    return signature(path).map(URI::toString).orElseGet(() -> links.file(job.id(), path));
  }

  /** The signed link, if it is wanted and the store has such links. */
  Optional<URI> signature(String path) {
    return signed ? store.sign(job.id(), path) : Optional.empty();
  }
}
