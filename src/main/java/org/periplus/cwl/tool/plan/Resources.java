package org.periplus.cwl.tool.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.cwl.expression.ExpressionContext;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.value.ValueCheck;

/** Evaluates a {@code ResourceRequirement}. */
public final class Resources {

  private final ExpressionEngine engine;
  private final ExpressionContext context;

  private Resources(ExpressionEngine engine, ExpressionContext context) {
    this.engine = engine;
    this.context = context;
  }

  public static ResourceRequest of(
      Optional<Requirement.Resource> requirement,
      ExpressionEngine engine,
      ExpressionContext context) {
    if (requirement.isEmpty()) {
      return ResourceRequest.DEFAULT;
    }
    Requirement.Resource asked = requirement.get();
    Resources evaluation = new Resources(engine, context);
    ResourceRequest usual = ResourceRequest.DEFAULT;
    return new ResourceRequest(
        evaluation.least("cores", asked.coresMin(), asked.coresMax(), usual.cores()),
        evaluation.whole("ram", asked.ramMin(), asked.ramMax(), usual.ramMiB()),
        evaluation.whole("tmpdir", asked.tmpdirMin(), asked.tmpdirMax(), usual.tmpdirMiB()),
        evaluation.whole("outdir", asked.outdirMin(), asked.outdirMax(), usual.outdirMiB()));
  }

  /** What expressions see: processors and sizes as whole numbers of at least one. */
  public static void describe(ResourceRequest granted, ObjectNode runtime) {
    runtime.put("cores", (long) Math.max(1, Math.ceil(granted.cores())));
    runtime.put("ram", granted.ramMiB());
    runtime.put("tmpdirSize", granted.tmpdirMiB());
    runtime.put("outdirSize", granted.outdirMiB());
  }

  private long whole(String name, Optional<JsonNode> min, Optional<JsonNode> max, long usual) {
    return (long) Math.ceil(least(name, min, max, (double) usual));
  }

  private double least(String name, Optional<JsonNode> min, Optional<JsonNode> max, double usual) {
    Optional<Double> low = min.flatMap(field -> number(name + "Min", field));
    Optional<Double> high = max.flatMap(field -> number(name + "Max", field));
    if (low.isPresent() && high.isPresent() && high.get() < low.get()) {
      throw new PlanException(
          "ResourceRequirement." + name + "Max",
          high.get() + " is less than " + name + "Min, which is " + low.get());
    }
    return low.or(() -> high).orElse(usual);
  }

  private Optional<Double> number(String field, JsonNode written) {
    JsonNode value = engine.evaluate(written, context);
    if (value.isNull()) {
      return Optional.empty();
    }
    if (!value.isNumber() || value.doubleValue() < 0) {
      throw new PlanException(
          "ResourceRequirement." + field,
          "must be a number that is not negative, not " + ValueCheck.kind(value));
    }
    return Optional.of(value.doubleValue());
  }
}
