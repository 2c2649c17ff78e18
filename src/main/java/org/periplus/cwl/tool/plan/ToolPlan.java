package org.periplus.cwl.tool.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

/**
 * What to run, and all that is needed to collect what it leaves.
 *
 * @param command program and arguments; empty when the image's own command is meant
 * @param environment the variables to set: HOME, TMPDIR and those of the tool
 * @param mounts what the tool sees, the output and temporary directories among them; outer mounts
 *     first
 * @param workingDirectory the output directory as the tool sees it
 * @param stdin the file on the host to feed to standard input
 * @param stdout the file for standard output, relative to the output directory
 * @param stderr the file for standard error, relative to the output directory
 * @param network whether the tool may use the network
 * @param gpus how many graphics processors the tool must have
 * @param timeLimit the longest run; empty when there is no limit
 * @param inputs the input object with the paths that the tool sees
 * @param runtime what expressions see as {@code runtime}
 * @param requirements the requirements that counted
 */
public record ToolPlan(
    List<String> command,
    Map<String, String> environment,
    List<FileMount> mounts,
    String workingDirectory,
    Optional<Path> stdin,
    Optional<String> stdout,
    Optional<String> stderr,
    boolean network,
    Optional<Requirement.Docker> docker,
    ResourceRequest resources,
    int gpus,
    Optional<Duration> timeLimit,
    ObjectNode inputs,
    ObjectNode runtime,
    Requirements requirements) {

  /** The same with another limit of time. */
  public ToolPlan within(Optional<Duration> newTimeLimit) {
    return new ToolPlan(
        command,
        environment,
        mounts,
        workingDirectory,
        stdin,
        stdout,
        stderr,
        network,
        docker,
        resources,
        gpus,
        newTimeLimit,
        inputs,
        runtime,
        requirements);
  }
}
