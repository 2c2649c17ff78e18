package org.periplus.process.deployment;

import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periplus.cwl.document.source.ReferenceResolver;

/**
 * Reads what a document refers to, each address once, and keeps what it read. Used by one thread at
 * a time.
 */
final class RecordedReferences implements ReferenceResolver {

  private final ReferenceResolver resolver;
  private final Map<URI, String> read = new LinkedHashMap<>();

  RecordedReferences(ReferenceResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public String read(URI uri) throws IOException {
    String known = read.get(uri);
    if (known == null) {
      known = resolver.read(uri);
      read.put(uri, known);
    }
    return known;
  }

  /** What was read, in this order. */
  List<ReferredDocument> documents() {
    return read.entrySet().stream()
        .map(each -> new ReferredDocument(each.getKey(), each.getValue()))
        .toList();
  }
}
