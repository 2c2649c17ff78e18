package org.periplus.batch.tool;

import java.util.List;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.tool.plan.ToolPlan;

/**
 * The command of a tool as its log may show it: without the values of inputs that are secrets.
 * Threads share it.
 */
final class ShownCommand {

  private ShownCommand() {}

  static String of(ToolPlan plan) {
    String command = String.join(" ", plan.command());
    for (String input : secretInputs(plan)) {
      String value = plan.inputs().path(input).asText();
      command = value.isEmpty() ? command : command.replace(value, "(secret " + input + ")");
    }
    return command;
  }

  /**
   * The values that the tool itself says are secret, beside those of the job: a site's tools do.
   */
  static List<String> secrets(ToolPlan plan) {
    return secretInputs(plan).stream().map(input -> plan.inputs().path(input).asText()).toList();
  }

  private static List<String> secretInputs(ToolPlan plan) {
    return plan.requirements()
        .find(Requirement.Secrets.class)
        .map(Requirement.Secrets::inputs)
        .orElse(List.of());
  }
}
