package org.periplus.cwl.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/**
 * Finds what CWL allows and this engine cannot run yet, so that a package is refused when it is
 * deployed and nothing in it is ignored when it runs.
 */
public final class UnsupportedFeatures {

  /**
   * One use of such a feature.
   *
   * @param message names the feature and says what to write instead
   */
  public record Use(SourceLocation location, String message) {}

  private final List<Use> uses = new ArrayList<>();

  private UnsupportedFeatures() {}

  /** All uses in a process and in what its steps run. */
  public static List<Use> in(Process process) {
    UnsupportedFeatures found = new UnsupportedFeatures();
    found.look(process);
    return List.copyOf(found.uses);
  }

  private void look(Process process) {
    look(process.requirements(), process.location());
    if (process instanceof Operation) {
      use(
          process.location(),
          "An Operation has nothing to run: give the step a tool or a workflow");
    } else if (process instanceof Workflow workflow) {
      workflow.steps().forEach(this::look);
    }
  }

  private void look(WorkflowStep step) {
    look(step.requirements(), step.location());
    look(step.run());
  }

  private void look(Requirements requirements, SourceLocation location) {
    requirements.required().forEach(requirement -> look(requirement, location));
    requirements.hinted().stream()
        .filter(Requirement.Docker.class::isInstance)
        .forEach(requirement -> look(requirement, location));
  }

  private void look(Requirement requirement, SourceLocation location) {
    if (requirement instanceof Requirement.Software) {
      use(
          location,
          "SoftwareRequirement cannot be a requirement here: write it as a hint, and put the"
              + " software in the image of a DockerRequirement");
    } else if (requirement instanceof Requirement.Docker docker && !namesAnImage(docker)) {
      use(
          location,
          "This DockerRequirement names no image: give it a dockerPull, dockerFile, dockerLoad or"
              + " dockerImport");
    }
  }

  private static boolean namesAnImage(Requirement.Docker docker) {
    return Stream.of(
            docker.pull(), docker.imageId(), docker.file(), docker.load(), docker.importFrom())
        .anyMatch(Optional::isPresent);
  }

  private void use(SourceLocation location, String message) {
    uses.add(new Use(location, message));
  }
}
