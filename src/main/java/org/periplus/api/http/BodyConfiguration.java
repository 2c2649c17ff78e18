package org.periplus.api.http;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * How much a request may bring.
 *
 * @param maxBody the largest body
 * @param maxDocument the largest application package; when it is not said, what {@code
 *     periplus.egress.max-document-size} says of documents that are fetched
 * @param maxHeader the largest value of a header, and the longest path with its query
 */
@Dependent
public record BodyConfiguration(
    @ConfigProperty(name = "periplus.http.max-body-size", defaultValue = "64 MiB") DataSize maxBody,
    @ConfigProperty(name = "periplus.http.max-document-size") Optional<DataSize> maxDocument,
    @ConfigProperty(name = "periplus.http.max-header-size", defaultValue = "8 KiB")
        DataSize maxHeader) {

  @Inject
  public BodyConfiguration {}
}
