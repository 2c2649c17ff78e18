package org.periplus.cwl.document;

import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.read.Library;
import org.periplus.cwl.document.read.OpenDocument;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.model.Process;

/**
 * Loads CWL documents of the versions 1.0, 1.1 and 1.2, in YAML or JSON, as the model of v1.2.
 * Keeps nothing between loads; threads may share one if they may share its resolver.
 */
public final class DocumentLoader {

  private final ReferenceResolver resolver;

  /**
   * @param resolver reads what documents refer to
   */
  public DocumentLoader(ReferenceResolver resolver) {
    this.resolver = resolver;
  }

  /**
   * Reads, resolves and checks a document.
   *
   * @param name names the document in problems; if it is an absolute, hierarchical URI, relative
   *     references and the locations of default files are resolved against it
   * @throws InvalidDocumentException with all problems, when there are any
   */
  public CwlDocument load(String text, String name) {
    Problems problems = new Problems();
    Library library = new Library(resolver, problems);
    Optional<OpenDocument> document = library.open(text, Source.of(name), Optional.empty());
    Map<String, Process> processes = document.map(OpenDocument::processes).orElse(Map.of());
    document.ifPresent(
        d -> {
          new FeatureCheck(problems).check(d.outermost());
          new ExpressionCheck(problems, library).check(d.outermost());
        });
    problems.throwIfAny();
    OpenDocument open = document.orElseThrow();
    return new CwlDocument(
        open.context().version().toString(),
        processes,
        open.context().namespaces().prefixes(),
        library.schemas());
  }
}
