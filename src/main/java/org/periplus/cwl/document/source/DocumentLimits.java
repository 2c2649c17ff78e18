package org.periplus.cwl.document.source;

import java.time.Duration;

/**
 * What reading one document, with all that it imports, may cost. Documents come from strangers: one
 * that costs more is refused, and the work ends there. Immutable.
 *
 * @param time how long a processor may work on the reading, the fetching of imports included
 * @param characters how many characters the document and its imports may have together
 * @param nodes how many scalars, lists and maps they may have, with aliases and imports written out
 * @param types how many parts the types of the inputs and outputs of one process may have together
 * @param depth how deep lists and maps may be nested
 * @param scalar how many characters one scalar may have
 * @param digits how many characters one number may have
 * @param problems after how many problems no more are looked for
 */
public record DocumentLimits(
    Duration time,
    long characters,
    int nodes,
    int types,
    int depth,
    int scalar,
    int digits,
    int problems) {

  /** Enough for documents that people and their tools write. */
  public static final DocumentLimits USUAL =
      new DocumentLimits(
          Duration.ofSeconds(30), 64L << 20, 500_000, 10_000, 200, 4 << 20, 1000, 1000);
}
