package org.periplus.cwl.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.periplus.cwl.model.Scatter;
import org.periplus.cwl.model.WorkflowStep;

/**
 * A scattered step's elements: one input object for each, and the way back from the elements'
 * outputs to the step's. Immutable.
 */
public final class Scattering {

  private final WorkflowStep step;
  private final Scatter.Method method;
  private final List<Integer> sizes;
  private final List<ObjectNode> elements;

  private Scattering(
      WorkflowStep step, Scatter.Method method, List<Integer> sizes, List<ObjectNode> elements) {
    this.step = step;
    this.method = method;
    this.sizes = sizes;
    this.elements = elements;
  }

  /**
   * The elements of a step.
   *
   * @param inputs the step's inputs, linked, before {@code valueFrom}
   * @throws WorkflowException when a scattered input is not an array, or the arrays of a dot
   *     product differ in length
   */
  public static Scattering of(WorkflowStep step, ObjectNode inputs) {
    Scatter scatter = step.scatter().orElseThrow();
    List<Integer> sizes = new ArrayList<>();
    for (String name : scatter.inputs()) {
      JsonNode value = inputs.path(name);
      if (!value.isArray()) {
        throw new WorkflowException(
            step.location(),
            "Step '%s' scatters over '%s', which must be an array and is %s"
                .formatted(
                    step.id(), name, value.getNodeType().toString().toLowerCase(Locale.ROOT)));
      }
      sizes.add(value.size());
    }
    if (scatter.method() == Scatter.Method.DOTPRODUCT && sizes.stream().distinct().count() > 1) {
      throw new WorkflowException(
          step.location(),
          "Step '%s' scatters over %s as a dot product; their lengths %s must be the same"
              .formatted(step.id(), scatter.inputs(), sizes));
    }
    return new Scattering(step, scatter.method(), sizes, elements(scatter, sizes, inputs));
  }

  private static List<ObjectNode> elements(
      Scatter scatter, List<Integer> sizes, ObjectNode inputs) {
    boolean dot = scatter.method() == Scatter.Method.DOTPRODUCT;
    int count = dot ? sizes.get(0) : sizes.stream().reduce(1, Math::multiplyExact);
    List<ObjectNode> elements = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      ObjectNode element = JsonNodeFactory.instance.objectNode();
      element.setAll(inputs);
      int rest = number;
      for (int i = sizes.size() - 1; i >= 0; i--) {
        String name = scatter.inputs().get(i);
        int index = dot ? number : rest % sizes.get(i);
        rest = dot ? rest : rest / sizes.get(i);
        element.set(name, inputs.get(name).get(index));
      }
      elements.add(element);
    }
    return List.copyOf(elements);
  }

  /** One input object for each element, in order; the last scattered input varies fastest. */
  public List<ObjectNode> elements() {
    return elements;
  }

  /**
   * The step's outputs.
   *
   * @param outputs one output object for each element, in the order of {@link #elements}
   */
  public ObjectNode gather(List<ObjectNode> outputs) {
    ObjectNode gathered = JsonNodeFactory.instance.objectNode();
    for (String name : step.out()) {
      List<JsonNode> values = new ArrayList<>();
      outputs.forEach(o -> values.add(o.path(name).isMissingNode() ? null : o.get(name)));
      gathered.set(
          name, method == Scatter.Method.NESTED_CROSSPRODUCT ? nested(values, 0) : array(values));
    }
    return gathered;
  }

  private ArrayNode nested(List<JsonNode> values, int level) {
    if (level == sizes.size() - 1) {
      return array(values);
    }
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    int row = sizes.get(level) == 0 ? 0 : values.size() / sizes.get(level);
    for (int i = 0; i < sizes.get(level); i++) {
      rows.add(nested(values.subList(i * row, (i + 1) * row), level + 1));
    }
    return rows;
  }

  private static ArrayNode array(List<JsonNode> values) {
    return JsonNodeFactory.instance.arrayNode().addAll(values);
  }
}
