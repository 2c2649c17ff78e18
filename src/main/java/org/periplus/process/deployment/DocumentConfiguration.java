package org.periplus.process.deployment;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.cwl.document.source.DocumentLimits;

/**
 * What reading one application package may cost; see {@link DocumentLimits}.
 *
 * @param maxTime how long it may take, with the fetching of what it refers to
 * @param maxTotalSize how many characters it and what it imports may have together
 * @param maxValues how many values and names it may have, with aliases and imports written out
 * @param maxTypes how many parts the types of the inputs and outputs of one process may have
 * @param maxDepth how deep lists and maps may be nested
 * @param maxTextSize how many characters one text may have
 * @param maxDigits how many characters one number may have
 * @param maxProblems how many problems are told
 * @param maxKept how many characters the packages have together that are kept ready to run
 */
@Dependent
public record DocumentConfiguration(
    @ConfigProperty(name = PREFIX + "max-time", defaultValue = "PT30S") Duration maxTime,
    @ConfigProperty(name = PREFIX + "max-total-size", defaultValue = "64 MiB")
        DataSize maxTotalSize,
    @ConfigProperty(name = PREFIX + "max-values", defaultValue = "500000") int maxValues,
    @ConfigProperty(name = PREFIX + "max-types", defaultValue = "10000") int maxTypes,
    @ConfigProperty(name = PREFIX + "max-depth", defaultValue = "200") int maxDepth,
    @ConfigProperty(name = PREFIX + "max-text-size", defaultValue = "4 MiB") DataSize maxTextSize,
    @ConfigProperty(name = PREFIX + "max-digits", defaultValue = "1000") int maxDigits,
    @ConfigProperty(name = PREFIX + "max-problems", defaultValue = "1000") int maxProblems,
    @ConfigProperty(name = PREFIX + "max-kept", defaultValue = "8 MiB") DataSize maxKept) {

  private static final String PREFIX = "periplus.documents.";

  @Inject
  public DocumentConfiguration {}

  /** The defaults. */
  public static DocumentConfiguration defaults() {
    return new DocumentConfiguration(
        Duration.ofSeconds(30),
        DataSize.of("64 MiB"),
        500_000,
        10_000,
        200,
        DataSize.of("4 MiB"),
        1000,
        1000,
        DataSize.of("8 MiB"));
  }

  DocumentLimits limits() {
    return new DocumentLimits(
        maxTime,
        maxTotalSize.bytes(),
        maxValues,
        maxTypes,
        maxDepth,
        Math.toIntExact(maxTextSize.bytes()),
        maxDigits,
        maxProblems);
  }
}
