package org.periplus.cwl.document.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.periplus.cwl.document.source.Place;
import org.periplus.cwl.document.source.Problems;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.StepInput;
import org.periplus.cwl.model.WorkflowStep;
import org.periplus.cwl.value.ValueCheck;

/** Tells which defaults are not of the type of what they stand in for. */
public final class DefaultCheck {

  private final Problems problems;

  public DefaultCheck(Problems problems) {
    this.problems = problems;
  }

  public void check(InputParameter input, Place place) {
    input
        .defaultValue()
        .ifPresent(
            value ->
                check(value, input.type(), "the input '" + input.id() + "'", place.location()));
  }

  /** A step's defaults count unless {@code valueFrom} makes something else of them. */
  public void check(WorkflowStep step) {
    for (StepInput input : step.in()) {
      problems.effort().goOn();
      Optional<CwlType> type = step.run().input(input.id()).map(InputParameter::type);
      if (type.isEmpty() || input.valueFrom().isPresent() || input.defaultValue().isEmpty()) {
        continue;
      }
      boolean scattered = step.scatter().filter(s -> s.inputs().contains(input.id())).isPresent();
      check(
          input.defaultValue().get(),
          scattered ? new CwlType.Array(type.get(), Optional.empty()) : type.get(),
          "the input '" + input.id() + "' of the step '" + step.id() + "'",
          input.location());
    }
  }

  private void check(JsonNode value, CwlType type, String name, SourceLocation location) {
    if (InputParameter.isEmptyFile(type, value)) {
      problems.warn(
          location,
          "The default of %s is an empty text, which is not of its type %s; it counts for no default."
              .formatted(name, type));
      return;
    }
    ValueCheck.mismatch(value, type)
        .ifPresent(
            wrong ->
                problems.invalid(
                    location,
                    "The default of %s is not of its type %s%s: %s. Change one of them."
                        .formatted(
                            name,
                            type,
                            wrong.where().isEmpty() ? "" : " at " + wrong.where(),
                            wrong.reason())));
  }
}
