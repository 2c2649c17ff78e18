package org.periplus.cwl.document;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/**
 * A loaded document, immutable.
 *
 * @param cwlVersion the version that the document declares, such as {@code v1.2}
 * @param processes the processes by id, in the order of the document; one without an id is {@code
 *     main}. Processes inside of steps and in other documents are not among them.
 * @param namespaces prefixes and what they stand for
 * @param schemas the addresses of the ontologies that the document, and those that it refers to,
 *     name; absolute when they can be
 * @param anonymous whether it is one process that has no id of its own
 * @param warnings what the author should know of
 */
public record CwlDocument(
    String cwlVersion,
    Map<String, Process> processes,
    Map<String, String> namespaces,
    List<String> schemas,
    boolean anonymous,
    List<Problem> warnings) {

  /** A document of which nothing else is to be said. */
  public CwlDocument(
      String cwlVersion,
      Map<String, Process> processes,
      Map<String, String> namespaces,
      List<String> schemas) {
    this(cwlVersion, processes, namespaces, schemas, false, List.of());
  }

  public CwlDocument {
    warnings = List.copyOf(warnings);
    processes = Collections.unmodifiableMap(new LinkedHashMap<>(processes));
    namespaces = Collections.unmodifiableMap(new LinkedHashMap<>(namespaces));
    schemas = List.copyOf(schemas);
  }

  /**
   * The process that is meant when none is named: {@code main}, else the only process, else the
   * only workflow, else the only workflow that no other one runs.
   *
   * @throws NoSuchElementException when the document leaves it open; the message names the choices
   */
  public Process main() {
    return findMain()
        .orElseThrow(
            () ->
                new NoSuchElementException(
                    "The document has no process 'main'; choose one of "
                        + String.join(", ", processes.keySet())));
  }

  /** {@link #main()}, or empty when the document leaves it open. */
  public Optional<Process> findMain() {
    if (processes.containsKey("main")) {
      return Optional.of(processes.get("main"));
    }
    if (processes.size() == 1) {
      return processes.values().stream().findFirst();
    }
    List<Process> workflows =
        processes.values().stream().filter(Workflow.class::isInstance).toList();
    if (workflows.size() == 1) {
      return Optional.of(workflows.get(0));
    }
    List<Process> outermost = workflows.stream().filter(w -> !isRun(w, workflows)).toList();
    return outermost.size() == 1 ? Optional.of(outermost.get(0)) : Optional.empty();
  }

  /** The process of that id, written with or without {@code #}. */
  public Optional<Process> find(String id) {
    return Optional.ofNullable(processes.get(id.startsWith("#") ? id.substring(1) : id));
  }

  private static boolean isRun(Process process, List<Process> workflows) {
    return workflows.stream()
        .map(Workflow.class::cast)
        .flatMap(w -> w.steps().stream())
        .map(WorkflowStep::run)
        .anyMatch(run -> run == process);
  }
}
