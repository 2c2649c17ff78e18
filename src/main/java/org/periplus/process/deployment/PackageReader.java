package org.periplus.process.deployment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.periplus.configuration.Service;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.pack.Packing;
import org.periplus.cwl.document.source.DocumentLimits;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.ontology.FormatOntology;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.cwl.workflow.UnsupportedFeatures;
import org.periplus.process.description.ProcessConfiguration;
import org.periplus.process.description.ProcessDescriber;
import org.periplus.process.description.ProcessDescription;
import org.periplus.process.description.StatedParameter;
import org.periplus.security.Egress;
import org.periplus.security.EgressException;

/** Reads packages into CWL processes and descriptions; keeps those read last. Threads share it. */
@Service
public class PackageReader {

  /** What a process is called that has no id, or that the reference runner has packed. */
  private static final String UNNAMED = "main";

  private final ProcessConfiguration configuration;
  private final Egress egress;
  private final DocumentLimits limits;
  private final KeptPackages kept;

  /**
   * A stored package, ready to run.
   *
   * @param formats how its document relates formats of files
   */
  public record Stored(Process process, FormatRelation formats) {}

  /**
   * A package that was read.
   *
   * @param process what runs
   * @param referred what its document refers to, as it was read
   * @param nameOrigin who says how the process is called, as the end of a sentence
   */
  public record Read(
      Process process,
      ProcessDescription description,
      List<ReferredDocument> referred,
      String nameOrigin) {}

  @Inject
  public PackageReader(
      Egress egress, ProcessConfiguration configuration, DocumentConfiguration documents) {
    this.configuration = configuration;
    this.egress = egress;
    limits = documents.limits();
    kept = new KeptPackages(documents.maxKept().bytes());
  }

  /**
   * Reads a package.
   *
   * @param tenant who deploys it
   * @param workflow which process of the document runs; when that is left open, the first workflow
   *     ({@code /req/cwl/deploy-w-param}). It names a process that has no id.
   * @param as the identifier of the process that it replaces
   * @throws InvalidPackageException if the document is not valid
   * @throws NoSuchWorkflowException if the document has no such workflow
   * @throws DifferentProcessException if the package says that it is another process
   */
  public Read read(
      String tenant, PackageSource source, Optional<String> workflow, Optional<String> as) {
    Egress its = egress.of(tenant);
    RecordedReferences references = new RecordedReferences(uri -> referred(its, uri));
    CwlDocument document = load(source.document(), source.name(), references);
    Optional<String> asked = document.anonymous() ? Optional.empty() : workflow;
    Process process =
        choose(document, asked.or(() -> as.filter(id -> document.find(id).isPresent())));
    PackageName name = name(source, document, process, workflow);
    boolean named = source.isNamed() || !process.id().equals(UNNAMED);
    if (as.isPresent() && workflow.isEmpty() && named) {
      requireSame(name, as.get());
    }
    requireLength(process);
    if (as.isEmpty() && !name.isFit()) {
      throw refused(
          process,
          "'%s' cannot be a process identifier: it may have letters, digits, '_', '.' and '-', and at most %d of them."
              .formatted(name.shown(), PackageName.LONGEST));
    }
    refuseUnsupported(process);
    String id = as.orElse(name.id());
    ProcessDescription described =
        ProcessDescriber.describe(
                id,
                process,
                configuration,
                StatedParameter.mediaTypes(source.stated().inputs()),
                StatedParameter.mediaTypes(source.stated().outputs()))
            .warning(warnings(document, as.isPresent() ? Optional.empty() : name.warning()));
    new FormatOntology(document.schemas(), references).read();
    return new Read(
        process, source.stated().over(described), references.documents(), name.origin());
  }

  /** Also a process that is called otherwise here is found by its own id. */
  private static void requireLength(Process process) {
    if (process.id().length() > PackageName.LONGEST) {
      throw refused(
          process,
          "The id of this process has %d characters and may have %d."
              .formatted(process.id().length(), PackageName.LONGEST));
    }
  }

  private static InvalidPackageException refused(Process process, String message) {
    return new InvalidPackageException(
        List.of(InvalidPackageException.Problem.at(process.location(), message)));
  }

  private static PackageName name(
      PackageSource source, CwlDocument document, Process process, Optional<String> workflow) {
    Optional<PackageName> stated = source.stated().id().map(PackageName::stated);
    if (!document.anonymous()) {
      return stated.orElseGet(() -> PackageName.ofProcess(process.id()));
    }
    return stated
        .or(() -> workflow.map(PackageName::asked))
        .orElseGet(() -> PackageName.ofDocument(source.name(), process.id()));
  }

  private static void requireSame(PackageName name, String id) {
    if (!name.id().equals(id)) {
      throw new DifferentProcessException(id, name.written(), name.origin());
    }
  }

  private static List<String> warnings(CwlDocument document, Optional<String> ofName) {
    return Stream.concat(
            ofName.stream(), document.warnings().stream().map(warning -> warning.toString()))
        .toList();
  }

  private static void refuseUnsupported(Process process) {
    List<InvalidPackageException.Problem> problems =
        problems(UnsupportedFeatures.atDeployment(process));
    if (!problems.isEmpty()) {
      throw new InvalidPackageException(problems);
    }
  }

  /**
   * Checks that a process can be executed.
   *
   * @throws NotRunnableException naming each place that cannot be run
   */
  public static void requireRunnable(String id, Process process) {
    List<InvalidPackageException.Problem> problems =
        problems(UnsupportedFeatures.atExecution(process));
    if (!problems.isEmpty()) {
      throw new NotRunnableException(id, problems);
    }
  }

  private static List<InvalidPackageException.Problem> problems(
      List<UnsupportedFeatures.Use> uses) {
    return uses.stream()
        .map(use -> InvalidPackageException.Problem.at(use.location(), use.message()))
        .toList();
  }

  /**
   * A stored package, read when it is not among those kept.
   *
   * @param load finds what is stored of it
   */
  public Stored stored(PackageKey key, Function<PackageKey, WholePackage> load) {
    Stored found = kept.find(key);
    if (found == null) {
      WholePackage whole = load.apply(key);
      ReferenceResolver references = references(whole);
      CwlDocument document = load(whole.text().document(), whole.process().name(), references);
      found =
          new Stored(
              choose(document, Optional.of(whole.process().workflow())),
              new FormatOntology(document.schemas(), references));
      kept.keep(key, found, whole.text().length());
    }
    return found;
  }

  /**
   * A stored package as one document with all that it refers to.
   *
   * @throws InvalidPackageException if that cannot be
   */
  public ObjectNode packed(WholePackage whole) {
    return valid(
        () ->
            Packing.pack(
                whole.text().document(), whole.process().name(), references(whole), limits));
  }

  private ReferenceResolver references(WholePackage whole) {
    Egress its = egress.of(whole.process().tenant());
    return whole.text().frozen()
        ? new FrozenReferences(whole.text().referred())
        : uri -> referred(its, uri);
  }

  private CwlDocument load(String document, String name, ReferenceResolver references) {
    return valid(() -> new DocumentLoader(references, limits).load(document, name));
  }

  private static <T> T valid(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (InvalidDocumentException e) {
      throw new InvalidPackageException(
          e.problems().stream()
              .map(p -> InvalidPackageException.Problem.at(p.location(), p.message()))
              .toList());
    }
  }

  private static Process choose(CwlDocument document, Optional<String> asked) {
    return asked
        .map(document::find)
        .orElseGet(() -> document.findMain().or(() -> first(document)))
        .orElseThrow(() -> new NoSuchWorkflowException(asked.orElse(""), workflows(document)));
  }

  private static Optional<Process> first(CwlDocument document) {
    return document.find(workflows(document).get(0));
  }

  private static List<String> workflows(CwlDocument document) {
    List<String> workflows =
        document.processes().entrySet().stream()
            .filter(entry -> entry.getValue() instanceof Workflow)
            .map(Map.Entry::getKey)
            .toList();
    return workflows.isEmpty() ? List.copyOf(document.processes().keySet()) : workflows;
  }

  private static String referred(Egress egress, URI uri) throws IOException {
    try {
      return egress.text(uri);
    } catch (EgressException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
