package org.periplus.process.builtin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.periplus.configuration.Service;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.Documentation;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.ToolOutput;
import org.periplus.process.description.ProcessDescription;
import org.periplus.security.EgressConfiguration;

/** The built-in processes of this server. Threads share it. */
@Service
public class BuiltInProcesses {

  private static final CwlType ANYTHING =
      new CwlType.Union(List.of(CwlType.Primitive.NULL, CwlType.Primitive.ANY));

  private final Map<String, BuiltInProcess> processes = new TreeMap<>();
  private final long largestDocument;
  private final Instant since = Clock.tickSeconds(ZoneOffset.UTC).instant();

  @Inject
  public BuiltInProcesses(@Any Instance<BuiltInProcess> beans, EgressConfiguration egress) {
    this(beans.stream().toList(), egress);
  }

  /**
   * @param egress says how large a document by reference may be
   */
  public BuiltInProcesses(Collection<BuiltInProcess> processes, EgressConfiguration egress) {
    processes.forEach(process -> this.processes.put(process.description().id(), process));
    this.largestDocument = egress.maxDocumentSize().bytes();
  }

  /** For a server without any. */
  public static BuiltInProcesses none() {
    return new BuiltInProcesses(List.of(), EgressConfiguration.defaults());
  }

  /** Since when they have been as they are: they change only with the server. */
  public Instant since() {
    return since;
  }

  /** Their descriptions in the order of their identifiers. */
  public List<ProcessDescription> descriptions() {
    return processes.values().stream().map(BuiltInProcess::description).toList();
  }

  /** The process of that identifier. */
  public Optional<BuiltInProcess> find(String id) {
    return Optional.ofNullable(processes.get(id));
  }

  /**
   * The check of what executions give to a process.
   *
   * @throws IllegalArgumentException if there is no such process
   */
  public BuiltInInputs inputs(String id) {
    return new BuiltInInputs(require(id).description(), largestDocument);
  }

  /**
   * Calls a process with inputs whose files are on this machine.
   *
   * @throws IllegalArgumentException if there is no such process
   */
  public ObjectNode execute(String id, ObjectNode inputs, BuiltInExecution execution)
      throws BuiltInFailedException, InterruptedException {
    return require(id).execute(inputs(id).resolve(inputs), execution);
  }

  /**
   * A process in CWL's terms: an operation whose inputs and outputs may be anything, since their
   * schemas say more than CWL's types can.
   *
   * @throws IllegalArgumentException if there is no such process
   */
  public Operation operation(String id) {
    ProcessDescription description = require(id).description();
    SourceLocation location = new SourceLocation(id, 1, 1);
    return new Operation(
        id,
        new Documentation(
            Optional.of(description.title()), Optional.ofNullable(description.description())),
        description.inputs().keySet().stream().map(name -> input(name, location)).toList(),
        description.outputs().keySet().stream().map(name -> output(name, location)).toList(),
        Requirements.NONE,
        Map.of(),
        location);
  }

  private BuiltInProcess require(String id) {
    return find(id).orElseThrow(() -> new IllegalArgumentException("Nothing built in is " + id));
  }

  private static InputParameter input(String name, SourceLocation location) {
    return InputParameter.plain(name, ANYTHING, Optional.empty(), location);
  }

  private static ToolOutput output(String name, SourceLocation location) {
    return ToolOutput.plain(name, ANYTHING, Optional.empty(), location);
  }
}
