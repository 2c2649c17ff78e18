package org.periplus.cwl.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A CWL {@code CommandLineTool}. Strings may hold expressions. The shortcuts {@code type: stdin},
 * {@code stdout} and {@code stderr} are already rewritten to the fields that they stand for.
 *
 * @param cwlVersion the version that the document declared, before the upgrade
 * @param successCodes exit codes that mean success; empty means 0 alone
 */
public record CommandLineTool(
    String id,
    Documentation documentation,
    String cwlVersion,
    List<InputParameter> inputs,
    List<ToolOutput> outputs,
    Requirements requirements,
    Map<String, JsonNode> metadata,
    List<String> baseCommand,
    List<CommandLineBinding> arguments,
    Optional<String> stdin,
    Optional<String> stdout,
    Optional<String> stderr,
    Set<Integer> successCodes,
    Set<Integer> temporaryFailCodes,
    Set<Integer> permanentFailCodes,
    SourceLocation location)
    implements Process {

  @Override
  public CommandLineTool withRequirements(Requirements others) {
    return new CommandLineTool(
        id,
        documentation,
        cwlVersion,
        inputs,
        outputs,
        others,
        metadata,
        baseCommand,
        arguments,
        stdin,
        stdout,
        stderr,
        successCodes,
        temporaryFailCodes,
        permanentFailCodes,
        location);
  }
}
