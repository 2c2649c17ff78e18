package org.periplus.api.request;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The member {@code process} of an execute request: Part 3, schema {@code execute-workflows}. A
 * relative reference is resolved against the address of a process, so that a mere identifier is
 * one.
 */
public final class ProcessReference {

  private ProcessReference() {}

  /**
   * The identifier of the process that a reference means; empty if it leads elsewhere.
   *
   * @param processes the URL below which the processes are, with a slash at its end
   */
  public static Optional<String> identifier(String reference, String processes) {
    try {
      URI uri = new URI(processes + "self").resolve(new URI(reference));
      String address = uri.toString().replaceFirst("[?#].*$", "").replaceFirst("/$", "");
      String segment = address.startsWith(processes) ? address.substring(processes.length()) : "";
      return segment.isEmpty() || segment.contains("/")
          ? Optional.empty()
          : Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Not a URI at all, such as an identifier with a space in it.
      return reference.isBlank() || reference.contains("/")
          ? Optional.empty()
          : Optional.of(reference);
    }
  }
}
