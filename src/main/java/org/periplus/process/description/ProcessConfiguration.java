package org.periplus.process.description;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What the server says of the packages that it deploys.
 *
 * @param jobControlOptions how a process can be executed whose package does not say it
 * @param maxOccurs how many items an array may have that is an input, as descriptions say it
 */
@Dependent
public record ProcessConfiguration(
    @ConfigProperty(
            name = "periplus.processes.job-control-options",
            defaultValue = "async-execute,dismiss")
        List<String> jobControlOptions,
    @ConfigProperty(name = "periplus.processes.max-occurs", defaultValue = DEFAULT_MAX_OCCURS)
        int maxOccurs) {

  /** The bound that clients of the field know. */
  private static final String DEFAULT_MAX_OCCURS = "999";

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
    if (maxOccurs < 1) {
      throw new IllegalArgumentException(
          "periplus.processes.max-occurs must be at least 1, not " + maxOccurs);
    }
    jobControlOptions = List.copyOf(jobControlOptions);
  }

  /** The defaults. */
  public static ProcessConfiguration defaults() {
    return new ProcessConfiguration(
        List.of(ProcessDescription.ASYNC, JobControl.DISMISS),
        Integer.parseInt(DEFAULT_MAX_OCCURS));
  }
}
