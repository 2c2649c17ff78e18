package org.periplus.process.description;

import java.util.Optional;
import org.periplus.cwl.model.FileFormats;
import org.periplus.cwl.model.OutputParameter;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.ToolOutput;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowOutput;

/** Which media type the files of an output have: the package states it there, or at its source. */
final class OutputFormats {

  private OutputFormats() {}

  /** The media type, if it is known before anything runs. */
  static Optional<String> mediaType(Process process, OutputParameter output) {
    return format(process, output).flatMap(FileFormats::mediaType);
  }

  private static Optional<String> format(Process process, OutputParameter output) {
    if (output instanceof ToolOutput tool) {
      return tool.format();
    }
    WorkflowOutput linked = (WorkflowOutput) output;
    if (linked.format().isPresent() || linked.outputSource().size() != 1) {
      return linked.format();
    }
    String source = linked.outputSource().get(0);
    int slash = source.indexOf('/');
    return slash < 0
        ? Optional.empty()
        : ((Workflow) process)
            .steps().stream()
                .filter(step -> step.id().equals(source.substring(0, slash)))
                .findFirst()
                .flatMap(step -> formatOf(step.run(), source.substring(slash + 1)));
  }

  private static Optional<String> formatOf(Process process, String output) {
    return process.outputs().stream()
        .filter(each -> each.id().equals(output))
        .findFirst()
        .flatMap(each -> format(process, each));
  }
}
