package org.periplus.cwl.document.source;

import java.io.IOException;
import java.net.URI;

/**
 * Reads what a document refers to: {@code $import}, {@code $include} and {@code run} of another
 * document. Whoever loads documents of strangers gives one that refuses what they must not reach.
 */
@FunctionalInterface
public interface ReferenceResolver {

  /**
   * The text at that address.
   *
   * @param uri absolute and without a fragment
   * @throws IOException when there is no such text or it must not be read; the message is shown to
   *     the author of the document
   */
  String read(URI uri) throws IOException;

  /** Refuses every reference: the document must stand alone. */
  static ReferenceResolver none() {
    return uri -> {
      throw new IOException("other documents are not read here");
    };
  }
}
