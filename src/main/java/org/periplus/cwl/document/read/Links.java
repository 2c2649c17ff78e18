package org.periplus.cwl.document.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Suggestions;

/** What the steps and outputs of one workflow can take their values from. */
final class Links {

  private final String workflowId;
  private final Set<String> inputs;
  private final Map<String, Set<String>> steps = new LinkedHashMap<>();

  /**
   * @param steps the steps with the names of their {@code out}
   */
  Links(String workflowId, Set<String> inputs, Map<String, Set<String>> steps) {
    this.workflowId = workflowId;
    this.inputs = inputs;
    this.steps.putAll(steps);
  }

  /**
   * The sources of a field in the form of the model; unknown ones are told and kept as they are.
   */
  List<String> read(Fields fields, String name) {
    List<String> sources = new ArrayList<>();
    for (Node.Scalar source : fields.textNodes(name)) {
      Optional<String> found = find(source.text());
      if (found.isEmpty()) {
        fields.context().invalid(source.place(), explain(name, source.text()));
      }
      sources.add(found.orElse(source.text()));
    }
    return List.copyOf(sources);
  }

  private Optional<String> find(String written) {
    String name = Identifiers.fragment(written);
    Optional<String> inside = insideWorkflow(name).filter(this::exists);
    Optional<String> plain = Optional.of(name).filter(this::exists);
    return written.contains("#") ? inside.or(() -> plain) : plain.or(() -> inside);
  }

  private Optional<String> insideWorkflow(String name) {
    return name.startsWith(workflowId + "/")
        ? Optional.of(name.substring(workflowId.length() + 1))
        : Optional.empty();
  }

  private boolean exists(String name) {
    int slash = name.indexOf('/');
    return slash < 0
        ? inputs.contains(name)
        : steps
            .getOrDefault(name.substring(0, slash), Set.of())
            .contains(name.substring(slash + 1));
  }

  private String explain(String field, String written) {
    String name = Identifiers.fragment(written);
    String local = insideWorkflow(name).orElse(name);
    int slash = local.indexOf('/');
    if (slash < 0) {
      String help = Suggestions.didYouMean(local, all());
      return "The %s '%s' is not an input of the workflow.%s The inputs are: %s."
          .formatted(field, written, help, Suggestions.list(inputs));
    }
    String step = local.substring(0, slash);
    if (!steps.containsKey(step)) {
      return "The %s '%s' names no step of the workflow.%s The steps are: %s."
          .formatted(
              field,
              written,
              Suggestions.didYouMean(step, steps.keySet()),
              Suggestions.list(steps.keySet()));
    }
    String output = local.substring(slash + 1);
    return "The %s '%s' is not in the 'out' of the step '%s'.%s Its 'out' has: %s."
        .formatted(
            field,
            written,
            step,
            Suggestions.didYouMean(output, steps.get(step)),
            Suggestions.list(steps.get(step)));
  }

  private Set<String> all() {
    Set<String> all = new LinkedHashSet<>(inputs);
    steps.forEach((step, outs) -> outs.forEach(out -> all.add(step + "/" + out)));
    return all;
  }
}
