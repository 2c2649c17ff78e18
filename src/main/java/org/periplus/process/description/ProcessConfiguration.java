package org.periplus.process.description;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the server says of the packages that it deploys.
 *
 * @param jobControlOptions how a process can be executed whose package does not say it
 */
@Dependent
public record ProcessConfiguration(
    @ConfigProperty(
            name = "periplus.processes.job-control-options",
            defaultValue = "async-execute,dismiss")
        List<String> jobControlOptions) {

  /**
   * @throws IllegalArgumentException if an option is none of the standard's, or no way to execute
   *     is among them
   */
  @Inject
  public ProcessConfiguration {
    JobControl.problem(jobControlOptions)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException(
                  "periplus.processes.job-control-options: " + problem);
            });
    jobControlOptions = List.copyOf(jobControlOptions);
  }

  /** The defaults. */
  public static ProcessConfiguration defaults() {
    return new ProcessConfiguration(List.of(ProcessDescription.ASYNC, JobControl.DISMISS));
  }
}
