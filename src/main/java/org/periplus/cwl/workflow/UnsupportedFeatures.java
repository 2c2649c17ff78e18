package org.periplus.cwl.workflow;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.periplus.cwl.model.Operation;
import org.periplus.cwl.model.Process;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;
import org.periplus.cwl.model.SourceLocation;
import org.periplus.cwl.model.Workflow;
import org.periplus.cwl.model.WorkflowStep;

/**
 * Finds what CWL allows and this engine cannot run. What it will never be able to run as it stands
 * is refused when a package is deployed; an {@link Operation}, which CWL has for descriptions of
 * work that somebody else does, only when it is to be run.
 */
public final class UnsupportedFeatures {

  /**
   * One use of such a feature.
   *
   * @param message names the feature and says what to write instead
   */
  public record Use(SourceLocation location, String message) {}

  /** Registry, path, tag and digest; what exactly they may be, the engine says. */
  private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:@/-]{0,500}");

  private final Set<Use> deployment = new LinkedHashSet<>();
  private final Set<Use> run = new LinkedHashSet<>();
  private final Set<Process> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private UnsupportedFeatures(Process process) {
    look(process);
  }

  /** What keeps a process, with all that its steps run, from being deployed. */
  public static List<Use> atDeployment(Process process) {
    return List.copyOf(new UnsupportedFeatures(process).deployment);
  }

  /** What keeps a process that could be deployed from being executed. */
  public static List<Use> atExecution(Process process) {
    return List.copyOf(new UnsupportedFeatures(process).run);
  }

  /** What keeps a process from being run, whether it is deployed before or not. */
  public static List<Use> in(Process process) {
    UnsupportedFeatures found = new UnsupportedFeatures(process);
    return Stream.concat(found.deployment.stream(), found.run.stream()).toList();
  }

  private void look(Process process) {
    if (!seen.add(process)) {
      return;
    }
    look(process.requirements(), process.location());
    if (process instanceof Operation) {
      run.add(
          new Use(
              process.location(),
              "an Operation has nothing to run; give the step a tool or a workflow"));
    } else if (process instanceof Workflow workflow) {
      workflow.steps().forEach(this::look);
    }
  }

  private void look(WorkflowStep step) {
    look(step.requirements(), step.location());
    look(step.run());
  }

  private void look(Requirements requirements, SourceLocation location) {
    requirements
        .find(Requirement.Docker.class)
        .filter(docker -> !namesAnImage(docker))
        .ifPresent(
            docker ->
                deployment.add(
                    new Use(
                        location,
                        "This DockerRequirement names no image; give it a dockerPull, dockerFile,"
                            + " dockerLoad or dockerImport")));
    requirements
        .find(Requirement.Docker.class)
        .flatMap(docker -> docker.pull().or(docker::imageId))
        .filter(name -> !name.isBlank() && !IMAGE.matcher(name).matches())
        .ifPresent(
            name ->
                deployment.add(
                    new Use(
                        location,
                        "'%s' cannot be the name of an image, such as ghcr.io/acme/ndvi:2"
                            .formatted(name))));
  }

  /** What is there and empty names nothing, whatever else is given. */
  private static boolean namesAnImage(Requirement.Docker docker) {
    List<String> given =
        Stream.of(
                docker.pull(), docker.imageId(), docker.file(), docker.load(), docker.importFrom())
            .flatMap(Optional::stream)
            .toList();
    return !given.isEmpty() && given.stream().noneMatch(String::isBlank);
  }
}
