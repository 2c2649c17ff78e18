package org.periplus.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.periplus.cwl.document.InputObjectReader;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.model.Requirement;
import org.periplus.process.input.InvalidInputException;
import org.periplus.process.input.InvalidInputException.Problem;

/**
 * Checks {@code cwl:requirements} of an execution or a restart. Who executes a process may say how
 * much it gets, and no more: another image, network or working directory would make another program
 * of it, which only who deploys it may.
 */
final class AddedRequirements {

  private static final String ALLOWED =
      "ResourceRequirement, EnvVarRequirement, ToolTimeLimit and WorkReuse";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

  /** What makes a loader, a shell or an interpreter run other code than the tool's own. */
  private static final Pattern CODE =
      Pattern.compile(
          "(?i)LD_.*|DYLD_.*|GCONV_PATH|PATH|BASH_.*|ENV|IFS|PS4|SHELLOPTS|BASHOPTS|PROMPT_COMMAND"
              + "|PYTHON.*|PERL.*|RUBY.*|NODE_.*|LUA_.*|R_.*|JULIA_.*|CLASSPATH|JAVA_TOOL_OPTIONS"
              + "|JDK_JAVA_OPTIONS|_JAVA_OPTIONS|GDAL_DRIVER_PATH|GDAL_PYTHON_.*|OPENSSL_CONF"
              + "|OPENSSL_MODULES|OPENSSL_ENGINES|GIT_.*|EDITOR|VISUAL|PAGER|LESSOPEN|LESSCLOSE");

  private final ToolLimits limits;
  private final List<Problem> problems = new ArrayList<>();

  AddedRequirements(ToolLimits limits) {
    this.limits = limits;
  }

  /**
   * @throws InvalidInputException naming each requirement that may not be given
   */
  void check(JsonNode written) {
    read(written);
    if (written instanceof ArrayNode list) {
      list.forEach(item -> checkOne(item.path("class").asText(), item));
    } else {
      written
          .properties()
          .forEach(
              item ->
                  checkOne(
                      item.getKey(),
                      JsonNodeFactory.instance.objectNode().set(item.getKey(), item.getValue())));
    }
    if (!problems.isEmpty()) {
      throw new InvalidInputException(problems);
    }
  }

  private void checkOne(String className, JsonNode written) {
    JsonNode alone =
        written.has("class") ? JsonNodeFactory.instance.arrayNode().add(written) : written;
    for (Requirement requirement : read(alone)) {
      if (requirement instanceof Requirement.EnvVar variables) {
        variables.variables().keySet().forEach(this::checkVariable);
      } else if (requirement instanceof Requirement.ToolTimeLimit limit) {
        checkTime(limit.seconds());
      } else if (!(requirement instanceof Requirement.Resource)
          && !(requirement instanceof Requirement.WorkReuse)) {
        problem("'%s' may not be given here, only %s.".formatted(className, ALLOWED));
      }
    }
  }

  private static List<Requirement> read(JsonNode written) {
    try {
      return InputObjectReader.requirements(written).required();
    } catch (InvalidDocumentException e) {
      throw new InvalidInputException(
          e.problems().stream().map(problem -> of(problem.message())).toList());
    }
  }

  private void checkVariable(String name) {
    if (!VARIABLE.matcher(name).matches() || CODE.matcher(name).matches()) {
      problem(
          "EnvVarRequirement may not set '%s': it may decide what code runs. The package can set it."
              .formatted(name));
    }
  }

  private void checkTime(JsonNode seconds) {
    if (!seconds.isNumber() || seconds.decimalValue().signum() <= 0) {
      problem("ToolTimeLimit must be a number of seconds above 0.");
      return;
    }
    limits
        .maxTime()
        .filter(most -> isMore(seconds.decimalValue(), most))
        .ifPresent(
            most ->
                problem(
                    "ToolTimeLimit is %s s; this server lets a tool run for %d s at most."
                        .formatted(seconds.asText(), most.toSeconds())));
  }

  private static boolean isMore(BigDecimal seconds, Duration most) {
    return seconds.compareTo(BigDecimal.valueOf(most.toMillis(), 3)) > 0;
  }

  private void problem(String message) {
    problems.add(of(message));
  }

  private static Problem of(String message) {
    return new Problem(
        InputObjectReader.REQUIREMENTS, InputObjectReader.REQUIREMENTS + ": " + message);
  }
}
