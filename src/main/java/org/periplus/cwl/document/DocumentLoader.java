package org.periplus.cwl.document;

import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.document.read.Library;
import org.periplus.cwl.document.read.OpenDocument;
import org.periplus.cwl.document.read.TypeSize;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.document.source.Source;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Process;

/**
 * Loads CWL documents of the versions 1.0, 1.1 and 1.2, in YAML or JSON, as the model of v1.2.
 * Keeps nothing between loads; threads may share one if they may share its resolver.
 */
public final class DocumentLoader {

  private final ReferenceResolver resolver;
  private final DocumentLimits limits;

  /**
   * A loader with the usual limits.
   *
   * @param resolver reads what documents refer to
   */
  public DocumentLoader(ReferenceResolver resolver) {
    this(resolver, DocumentLimits.USUAL);
  }

  /**
   * @param resolver reads what documents refer to
   * @param limits what the reading of one document may cost
   */
  public DocumentLoader(ReferenceResolver resolver, DocumentLimits limits) {
    this.resolver = resolver;
    this.limits = limits;
  }

  /**
   * Reads, resolves and checks a document.
   *
   * @param name names the document in problems; if it is an absolute, hierarchical URI, relative
   *     references and the locations of default files are resolved against it
   * @throws InvalidDocumentException with all problems, when there are any
   */
  public CwlDocument load(String text, String name) {
    Problems problems = new Problems(limits);
    Source source = Source.of(name);
    return problems.within(new Place(source, 1, 1).location(), () -> load(text, source, problems));
  }

  private CwlDocument load(String text, Source source, Problems problems) {
    Library library = new Library(resolver, problems);
    Optional<OpenDocument> document = library.open(text, source, Optional.empty());
    Map<String, Process> processes = document.map(OpenDocument::processes).orElse(Map.of());
    document.ifPresent(
        d -> {
          new FeatureCheck(problems).check(d.outermost());
          new ExpressionCheck(problems, library).check(d.outermost());
        });
    processes.values().forEach(process -> checkTypes(process, problems));
    problems.throwIfAny();
    OpenDocument open = document.orElseThrow();
    return new CwlDocument(
        open.context().version().toString(),
        processes,
        open.context().namespaces().prefixes(),
        library.schemas(),
        open.isAnonymous(),
        problems.warnings());
  }

  /** What is described of a process is many times as long as the names of its types. */
  private void checkTypes(Process process, Problems problems) {
    long parts = 0;
    for (InputParameter input : process.inputs()) {
      parts += TypeSize.of(input.type());
    }
    for (OutputParameter output : process.outputs()) {
      parts += TypeSize.of(output.type());
    }
    if (parts > limits.types()) {
      problems.invalid(
          process.location(),
          "The inputs and outputs of the process '%s' have types of %d parts, and may have %d."
              .formatted(process.nameToRead(), parts, limits.types()));
    }
  }
}
