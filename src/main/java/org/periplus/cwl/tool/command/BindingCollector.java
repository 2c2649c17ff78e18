package org.periplus.cwl.tool.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CommandLineBinding;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.value.ValueCheck;

/**
 * Walks types and values together and gives each binding its sorting key: the positions on the way
 * to it, each followed by the name of its parameter or field, or the index in its array.
 */
final class BindingCollector {

  private static final CommandLineBinding EMPTY =
      new CommandLineBinding(
          "0", Optional.empty(), true, Optional.empty(), Optional.empty(), true, false);

  private final ExpressionEngine engine;
  private final ExpressionContext context;
  private final List<BoundValue> collected = new ArrayList<>();

  private BindingCollector(ExpressionEngine engine, ExpressionContext context) {
    this.engine = engine;
    this.context = context;
  }

  /** The bindings of arguments and inputs, sorted. */
  static List<BoundValue> collect(
      CommandLineTool tool, ExpressionEngine engine, ExpressionContext context) {
    BindingCollector collector = new BindingCollector(engine, context);
    for (int i = 0; i < tool.arguments().size(); i++) {
      CommandLineBinding argument = tool.arguments().get(i);
      int position = collector.position(argument, NullNode.getInstance());
      collector.collected.add(
          new BoundValue(List.of(position, i), argument, NullNode.getInstance()));
    }
    for (InputParameter input : tool.inputs()) {
      JsonNode value = context.inputs().path(input.id());
      collector.bind(input.type(), input.inputBinding(), value, List.of(), List.of(input.id()));
    }
    return collector.collected.stream().sorted().toList();
  }

  private void bind(
      CwlType type,
      Optional<CommandLineBinding> binding,
      JsonNode value,
      List<Object> lead,
      List<Object> name) {
    if (value.isNull() || value.isMissingNode()) {
      return;
    }
    if (type instanceof CwlType.Union union) {
      union.alternatives().stream()
          .filter(alternative -> ValueCheck.matches(value, alternative))
          .findFirst()
          .ifPresent(alternative -> bind(alternative, binding, value, lead, name));
      return;
    }
    List<Object> key = lead;
    if (binding.isPresent()) {
      key = join(lead, List.of(position(binding.get(), value)), name);
      collected.add(new BoundValue(key, binding.get(), value));
      if (binding.get().valueFrom().isPresent()) {
        return; // the effective value has no schema
      }
    }
    if (value.isArray()) {
      bindItems(type, binding, value, key, binding.isPresent() ? List.of() : name);
    } else if (type instanceof CwlType.Record record) {
      bindFields(record, value, key, binding.isPresent() ? List.of() : name);
    } else if (type instanceof CwlType.Enumeration enumeration
        && enumeration.inputBinding().isPresent()) {
      CommandLineBinding own = enumeration.inputBinding().get();
      collected.add(new BoundValue(join(key, List.of(position(own, value)), name), own, value));
    }
  }

  private void bindItems(
      CwlType type,
      Optional<CommandLineBinding> outer,
      JsonNode value,
      List<Object> lead,
      List<Object> name) {
    CwlType.Array array =
        type instanceof CwlType.Array given
            ? given
            : new CwlType.Array(CwlType.Primitive.ANY, Optional.empty());
    Optional<CommandLineBinding> each = array.inputBinding();
    if (each.isEmpty() && outer.isPresent() && outer.get().itemSeparator().isEmpty()) {
      each = Optional.of(EMPTY);
    }
    List<Object> key =
        outer.isEmpty() && each.isPresent()
            ? join(lead, List.of(position(each.get(), value)), name)
            : lead;
    List<Object> innerName = key.equals(lead) ? name : List.of();
    for (int i = 0; i < value.size(); i++) {
      bind(array.items(), each, value.get(i), join(key, List.of(i), List.of()), innerName);
    }
  }

  private void bindFields(
      CwlType.Record record, JsonNode value, List<Object> lead, List<Object> name) {
    List<Object> key = lead;
    if (record.inputBinding().isPresent()) {
      CommandLineBinding own = record.inputBinding().get();
      key = join(lead, List.of(position(own, value)), name);
      collected.add(new BoundValue(key, own, value));
      if (own.valueFrom().isPresent()) {
        return;
      }
    }
    for (CwlType.Field field : record.fields()) {
      bind(
          field.type(), field.inputBinding(), value.path(field.name()), key, List.of(field.name()));
    }
  }

  private int position(CommandLineBinding binding, JsonNode self) {
    String written = binding.position();
    if (!ExpressionEngine.isExpression(written)) {
      return Integer.parseInt(written.strip());
    }
    JsonNode value = engine.evaluate(written, context.withSelf(self));
    if (value.isNull()) {
      return 0;
    }
    if (!value.isNumber() || value.doubleValue() != Math.rint(value.doubleValue())) {
      throw new PlanException(
          "inputBinding.position",
          "'" + written + "' must give an int, not " + ValueCheck.kind(value));
    }
    return value.intValue();
  }

  private static List<Object> join(List<Object> one, List<?> two, List<Object> three) {
    List<Object> all = new ArrayList<>(one);
    all.addAll(two);
    all.addAll(three);
    return List.copyOf(all);
  }
}
