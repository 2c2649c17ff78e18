package org.periplus.security;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;

/**
 * Which servers this one may ask, and for how much.
 *
 * @param allow hosts, {@code *} stands for any characters
 * @param deny hosts that are refused although they are allowed; addresses of the local link always
 *     are
 * @param maxDocumentSize how large a document may be that is read into memory
 * @param timeout how long one request may take
 */
@Dependent
public record EgressConfiguration(
    @ConfigProperty(name = "periplus.egress.allow", defaultValue = "*") List<String> allow,
    @ConfigProperty(name = "periplus.egress.deny", defaultValue = "169.254.*,[fe80:*")
        List<String> deny,
    @ConfigProperty(name = "periplus.egress.max-document-size", defaultValue = "10 MiB")
        DataSize maxDocumentSize,
    @ConfigProperty(name = "periplus.egress.timeout", defaultValue = "PT30S") Duration timeout) {

  @Inject
  public EgressConfiguration {}

  /** The defaults. */
  public static EgressConfiguration defaults() {
    return new EgressConfiguration(
        List.of("*"), List.of(), DataSize.of("10 MiB"), Duration.ofSeconds(30));
  }
}
