package org.periplus.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.process.input.InvalidInputException;

class AddedRequirementsTest {

  private static final ToolLimits AN_HOUR = new ToolLimits(Optional.of(Duration.ofHours(1)));

  private static void check(String requirements) throws JsonProcessingException {
    new AddedRequirements(AN_HOUR)
        .check(new ObjectMapper().readTree(requirements.replace('\'', '"')));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "[{'class': 'ResourceRequirement', 'ramMin': 8192}]",
        "{'ResourceRequirement': {'coresMin': '$(1 + 1)'}}",
        "{'EnvVarRequirement': {'envDef': {'GDAL_NUM_THREADS': '2', 'OMP_NUM_THREADS': '2'}}}",
        "[{'class': 'ToolTimeLimit', 'timelimit': 3600}, {'class': 'WorkReuse', 'enableReuse':"
            + " false}]"
      })
  void whatSaysHowMuchAProcessGetsIsTaken(String requirements) {
    assertThatCode(() -> check(requirements)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[{'class': 'DockerRequirement', 'dockerPull': 'alpine'}] | DockerRequirement",
        "{'DockerRequirement': {'dockerPull': 'alpine'}} | DockerRequirement",
        "[{'class': 'NetworkAccess', 'networkAccess': true}] | NetworkAccess",
        "[{'class': 'InitialWorkDirRequirement', 'listing': []}] | InitialWorkDirRequirement",
        "[{'class': 'ShellCommandRequirement'}] | ShellCommandRequirement",
        "[{'class': 'InlineJavascriptRequirement'}] | InlineJavascriptRequirement",
        "[{'class': 'SubworkflowFeatureRequirement'}] | SubworkflowFeatureRequirement",
        "[{'class': 'InplaceUpdateRequirement', 'inplaceUpdate': true}] | InplaceUpdateRequirement",
        "[{'class': 'LoadListingRequirement'}] | LoadListingRequirement",
        "[{'class': 'SoftwareRequirement', 'packages': []}] | SoftwareRequirement",
        "[{'class': 'NoSuchRequirement'}] | NoSuchRequirement",
        "[{'class': 'http://commonwl.org/cwltool#Secrets', 'secrets': []}] | Secrets"
      })
  void everythingElseIsRefusedByItsName(String requirements, String name) {
    assertThatThrownBy(() -> check(requirements))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cwl:requirements")
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "LD_PRELOAD",
        "LD_LIBRARY_PATH",
        "PATH",
        "BASH_ENV",
        "PYTHONPATH",
        "PYTHONSTARTUP",
        "ENV",
        "PERL5OPT",
        "NODE_OPTIONS",
        "JAVA_TOOL_OPTIONS",
        "BASH_FUNC_ls%%",
        "A=B",
        "path"
      })
  void noVariableThatDecidesWhatCodeRuns(String variable) {
    assertThatThrownBy(
            () -> check("{'EnvVarRequirement': {'envDef': {'%s': 'x'}}}".formatted(variable)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("EnvVarRequirement")
        .hasMessageContaining(variable);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "3601", "1e300", "'$(0)'"})
  void noEndOfTheOperatorsLimitOfTime(String seconds) {
    assertThatThrownBy(
            () -> check("[{'class': 'ToolTimeLimit', 'timelimit': %s}]".formatted(seconds)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cwl:requirements");
  }

  @Test
  void theOperatorsLimitCountsForToolsThatAskForMoreOrForNone() {
    Optional<Duration> minute = Optional.of(Duration.ofMinutes(1));

    assertThat(AN_HOUR.time(minute)).isEqualTo(minute);
    assertThat(AN_HOUR.time(Optional.of(Duration.ofDays(1)))).contains(Duration.ofHours(1));
    assertThat(AN_HOUR.time(Optional.empty())).contains(Duration.ofHours(1));
    assertThat(ToolLimits.NONE.time(Optional.empty())).isEmpty();
    assertThat(ToolLimits.NONE.time(minute)).isEqualTo(minute);
  }
}
