package org.periplus.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.periplus.configuration.Service;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.value.FormatRelation;
import org.periplus.persistence.Database;
import org.periplus.process.access.ProcessAccess;
import org.periplus.process.access.Viewer;
import org.periplus.process.builtin.BuiltInProcesses;
import org.periplus.process.deployment.InvalidPackageException;
import org.periplus.process.deployment.NoSuchWorkflowException;
import org.periplus.process.deployment.NotRunnableException;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.input.ExecutionInputs;
import org.periplus.process.input.InvalidInputException;

/**
 * The processes of all tenants: those of the server itself, and those deployed. Threads share it.
 */
@Service
public class ProcessCatalogue {

  /** The member of inputs that is no input: requirements that count over those of the process. */
  public static final String REQUIREMENTS = InputObjectReader.REQUIREMENTS;

  private final DeployedProcesses deployed;
  private final SeenProcesses seen;
  private final PackageReader reader;
  private final BuiltInProcesses builtIn;
  private final ToolLimits limits;

  @Inject
  public ProcessCatalogue(
      Database database, PackageReader reader, BuiltInProcesses builtIn, ToolLimits limits) {
    this.deployed = new DeployedProcesses(database);
    this.seen = new SeenProcesses(database);
    this.reader = reader;
    this.builtIn = builtIn;
    this.limits = limits;
  }

  public ProcessCatalogue(Database database, PackageReader reader, BuiltInProcesses builtIn) {
    this(database, reader, builtIn, ToolLimits.NONE);
  }

  /**
   * Deploys a package as a new process.
   *
   * @param workflow which process of the document runs; empty when there is only one
   * @throws InvalidPackageException if the document is not valid
   * @throws NoSuchWorkflowException if the document has no such workflow
   * @throws DuplicatedProcessException if the tenant has a process of that identifier
   * @throws ImmutableProcessException if the tenant has one that nobody may change
   */
  public ProcessPackage deploy(
      String tenant, PackageSource source, Optional<String> workflow, ProcessAccess access) {
    PackageReader.Read read = reader.read(tenant, source, workflow, Optional.empty());
    refuseBuiltIn(read.description().id());
    return deployed.add(tenant, source, read, access);
  }

  /** What a deployment, or the replacement of a process, would store; nothing is. */
  public PackageReader.Read tried(
      String tenant, PackageSource source, Optional<String> workflow, Optional<String> replaced) {
    PackageReader.Read read = reader.read(tenant, source, workflow, replaced);
    if (replaced.isEmpty()) {
      refuseBuiltIn(read.description().id());
      deployed.requireFree(tenant, read);
    }
    return read;
  }

  /** Deploys what is nobody's. */
  public ProcessPackage deploy(String tenant, PackageSource source, Optional<String> workflow) {
    return deploy(tenant, source, workflow, ProcessAccess.open());
  }

  /**
   * Replaces a process by a new revision. Jobs that run keep theirs.
   *
   * @param check throws what says that the one that there is may not be replaced
   * @throws NoSuchProcessException if there is none to replace
   * @throws ImmutableProcessException if it is the server's
   */
  public ProcessPackage replace(
      String tenant,
      String id,
      PackageSource source,
      Optional<String> workflow,
      Consumer<ProcessPackage> check) {
    refuseBuiltIn(id);
    check.accept(require(tenant, id));
    PackageReader.Read read = reader.read(tenant, source, workflow, Optional.of(id));
    return deployed.replace(tenant, id, source, read, check);
  }

  /**
   * Changes whose a process is, or with whom it is shared, with all its revisions of the same
   * owner.
   *
   * @param change what is done to each; it throws what says that it may not be
   * @return the revision that new jobs run
   * @throws NoSuchProcessException if there is none
   * @throws ImmutableProcessException if it is the server's
   */
  ProcessPackage change(
      String tenant, String id, Function<ProcessPackage, Consumer<ProcessPackage>> change) {
    refuseBuiltIn(id);
    return deployed.change(tenant, id, change);
  }

  /**
   * Undeploys a process. Its jobs stay, and those that run go on.
   *
   * @param check throws what says that it may not be
   * @throws NoSuchProcessException if there is none
   * @throws ImmutableProcessException if it is the server's
   */
  public void undeploy(String tenant, String id, Consumer<ProcessPackage> check) {
    refuseBuiltIn(id);
    deployed.retire(tenant, id, check);
  }

  /** The revision of a process that new jobs run. */
  public Optional<ProcessPackage> find(String tenant, String id) {
    return builtIn
        .find(id)
        .map(process -> ProcessPackage.builtIn(tenant, process.description(), builtIn.since()))
        .or(() -> deployed.find(tenant, id));
  }

  /**
   * Like {@link #find}.
   *
   * @throws NoSuchProcessException if there is none
   */
  public ProcessPackage require(String tenant, String id) {
    return find(tenant, id).orElseThrow(() -> new NoSuchProcessException(id));
  }

  /**
   * All revisions of a process, the newest first: a built-in process has one.
   *
   * @throws NoSuchProcessException if there is no such process now
   */
  public List<ProcessPackage> revisions(String tenant, String id) {
    ProcessPackage now = require(tenant, id);
    return now.builtIn() ? List.of(now) : deployed.revisions(tenant, id);
  }

  /**
   * A tenant's processes that somebody sees: the server's own, then those deployed, each in the
   * order of their identifiers.
   *
   * @param after the identifier after which the list begins
   */
  public List<ProcessPackage> list(
      String tenant, int limit, Optional<String> after, Viewer viewer) {
    List<ProcessPackage> own =
        builtIn.descriptions().stream()
            .map(description -> ProcessPackage.builtIn(tenant, description, builtIn.since()))
            .toList();
    return seen.list(own, tenant, limit, after, viewer);
  }

  /** What tells the processes of {@link #list} from others, of all of them. */
  public List<PackageKey> keys(String tenant, Viewer viewer) {
    List<PackageKey> keys = new ArrayList<>();
    builtIn
        .descriptions()
        .forEach(own -> keys.add(new PackageKey(tenant, own.id(), ProcessPackage.BUILT_IN)));
    keys.addAll(seen.keys(tenant, viewer));
    return keys;
  }

  /**
   * The CWL process that a revision of a package runs, active or not. It is read once and kept. A
   * built-in process is an {@link org.periplus.cwl.model.Operation}.
   *
   * @throws IllegalStateException if there is no such revision
   */
  public Process workflow(String tenant, String id, int revision) {
    return isBuiltIn(id, revision) ? builtIn.operation(id) : stored(tenant, id, revision).process();
  }

  /**
   * How the document of a revision relates formats of files. Its ontologies are read when they are
   * first needed.
   *
   * @throws IllegalStateException if there is no such revision
   */
  public FormatRelation formats(String tenant, String id, int revision) {
    return isBuiltIn(id, revision)
        ? FormatRelation.EQUALITY
        : stored(tenant, id, revision).formats();
  }

  /**
   * A revision of a process, active or not.
   *
   * @throws IllegalStateException if there is none
   */
  public ProcessPackage revision(String tenant, String id, int revision) {
    return isBuiltIn(id, revision)
        ? require(tenant, id)
        : deployed.load(new PackageKey(tenant, id, revision));
  }

  private boolean isBuiltIn(String id, int revision) {
    return revision == ProcessPackage.BUILT_IN && builtIn.find(id).isPresent();
  }

  private PackageReader.Stored stored(String tenant, String id, int revision) {
    return reader.stored(new PackageKey(tenant, id, revision), deployed::loadWhole);
  }

  /**
   * Checks what an execution gives to a process, and turns it into CWL's input object. Beside the
   * inputs, {@code cwl:requirements} may add requirements to those of the process; it stays in the
   * input object as it is.
   *
   * @throws NotRunnableException if the process is only described
   * @throws InvalidInputException naming each input that is wrong
   */
  public ObjectNode inputs(ProcessPackage process, ObjectNode given) {
    if (process.builtIn()) {
      return builtIn.inputs(process.id()).check(given);
    }
    Process read = workflow(process.tenant(), process.id(), process.revision());
    PackageReader.requireRunnable(process.id(), read);
    JsonNode requirements = given.get(InputObjectReader.REQUIREMENTS);
    if (requirements == null) {
      return ExecutionInputs.check(read, process.description(), given);
    }
    checkRequirements(requirements);
    ObjectNode values =
        ExecutionInputs.check(
            read, process.description(), given.deepCopy().without(InputObjectReader.REQUIREMENTS));
    return values.set(InputObjectReader.REQUIREMENTS, requirements);
  }

  /**
   * Checks inputs for a revision of a process, active or not, as {@link #inputs} does.
   *
   * @throws InvalidInputException naming each input that is wrong
   */
  public ObjectNode inputsOfRevision(String tenant, String id, int revision, ObjectNode given) {
    return isBuiltIn(id, revision)
        ? builtIn.inputs(id).check(given)
        : ExecutionInputs.check(
            workflow(tenant, id, revision),
            deployed.load(new PackageKey(tenant, id, revision)).description(),
            given.deepCopy().without(InputObjectReader.REQUIREMENTS));
  }

  /** The names of the inputs of a process whose values nobody may see in records. */
  public Set<String> secretInputs(ProcessPackage process) {
    return workflow(process.tenant(), process.id(), process.revision())
        .requirements()
        .find(Requirement.Secrets.class)
        .map(secrets -> Set.copyOf(secrets.inputs()))
        .orElse(Set.of());
  }

  /**
   * Checks requirements that are to count over those of a process.
   *
   * @throws InvalidInputException naming what is wrong with them, or may not be given
   */
  public void checkRequirements(JsonNode written) {
    new AddedRequirements(limits).check(written);
  }

  private void refuseBuiltIn(String id) {
    if (builtIn.find(id).isPresent()) {
      throw new ImmutableProcessException(id);
    }
  }
}
