package org.periplus.process.deployment;

import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.periplus.cwl.document.source.ReferenceResolver;

/** What a document refers to, as it was read at its deployment. Threads share it. */
final class FrozenReferences implements ReferenceResolver {

  private final Map<URI, String> texts;

  FrozenReferences(Collection<ReferredDocument> documents) {
    texts =
        documents.stream()
            .collect(Collectors.toUnmodifiableMap(ReferredDocument::uri, ReferredDocument::text));
  }

  @Override
  public String read(URI uri) throws IOException {
    String text = texts.get(uri);
    if (text == null) {
      throw new IOException("it could not be read when the package was deployed");
    }
    return text;
  }
}
