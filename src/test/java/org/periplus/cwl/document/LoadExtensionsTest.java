package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

/** The extensions of the reference runner. */
class LoadExtensionsTest {

  private static final String TOOL =
      """
      cwlVersion: %s
      $namespaces: {cwltool: "%s"}
      class: CommandLineTool
      requirements:
      %s
      inputs: {token: string}
      outputs: []
      """;

  private static Requirements requirements(String version, String list) {
    return Documents.tool(TOOL.formatted(version, "http://commonwl.org/cwltool#", list))
        .requirements();
  }

  @Test
  void readsGraphicsProcessors() {
    Requirements read =
        requirements(
            "v1.2",
            """
            - class: cwltool:CUDARequirement
              cudaDeviceCountMax: 2
              cudaVersionMin: "11.4"
              cudaComputeCapability: ["7.0", "8.0"]\
            """);

    assertThat(read.find(Requirement.Cuda.class))
        .contains(
            new Requirement.Cuda(
                IntNode.valueOf(1),
                Optional.of(IntNode.valueOf(2)),
                "11.4",
                List.of("7.0", "8.0")));
  }

  @Test
  void readsWhichInputsAreSecret() {
    assertThat(
            requirements("v1.2", "- {class: cwltool:Secrets, secrets: ['#main/token']}")
                .find(Requirement.Secrets.class))
        .contains(new Requirement.Secrets(List.of("token")));
  }

  private static String placement(String field, String value) {
    return """
        cwlVersion: v1.2
        $namespaces: {periplus: "urn:periplus:"}
        class: CommandLineTool
        %s: {"periplus:Placement": %s}
        baseCommand: "true"
        inputs: []
        outputs: []
        """
        .formatted(field, value);
  }

  @Test
  void readsWhereAToolRunsBest() {
    assertThat(
            Documents.tool(placement("hints", "{pool: large}"))
                .requirements()
                .find(Requirement.Placement.class))
        .contains(new Requirement.Placement("large"));
  }

  @Test
  void whereAToolRunsIsNotForItsPackageToDemand() {
    assertThat(Documents.problems(placement("requirements", "{pool: large}")))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.message())
                    .contains("urn:periplus:Placement", "only be a hint", "Move it to hints"));
  }

  @Test
  void whereAToolRunsHasANameOfMachines() {
    assertThat(Documents.problems(placement("hints", "{pools: large}")))
        .extracting(Problem::message)
        .anyMatch(message -> message.contains("'pool'"));
  }

  @Test
  void readsWhatBecameARequirementOfTheLanguage() {
    Requirements read =
        requirements(
            "v1.0",
            """
            - {class: cwltool:TimeLimit, timelimit: 5}
            - {class: cwltool:InplaceUpdateRequirement, inplaceUpdate: true}
            - {class: cwltool:LoadListingRequirement, loadListing: shallow_listing}
            - {class: cwltool:WorkReuse, enableReuse: false}
            - {class: cwltool:NetworkAccess, networkAccess: false}\
            """);

    assertThat(read.required())
        .containsExactly(
            new Requirement.ToolTimeLimit(IntNode.valueOf(5)),
            new Requirement.InplaceUpdate(true),
            new Requirement.Listing(LoadListing.SHALLOW_LISTING),
            new Requirement.WorkReuse(BooleanNode.FALSE),
            new Requirement.NetworkAccess(BooleanNode.FALSE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://commonwl.org/cwltool#", "https://commonwl.org/cwltool#"})
  void refusesMpiByName(String namespace) {
    assertThat(
            Documents.located(
                Documents.problems(
                    TOOL.formatted(
                        "v1.2", namespace, "- {class: cwltool:MPIRequirement, processes: 4}"))))
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem).startsWith("5:3 The requirement").contains("MPIRequirement"));
  }

  @Test
  void refusesGeneratorsByName() {
    assertThat(
            Documents.located(
                Documents.problems(
                    """
                    cwlVersion: v1.0
                    $namespaces: {cwltool: "http://commonwl.org/cwltool#"}
                    class: cwltool:ProcessGenerator
                    inputs: []
                    outputs: []
                    run: {class: CommandLineTool, inputs: [], outputs: []}
                    """)))
        .containsExactly(
            "3:8 'cwltool:ProcessGenerator' is not supported; deploy the workflow that it"
                + " generates.");
  }

  @Test
  void checksWhatTheExtensionsSay() {
    assertThat(
            Documents.problems(
                TOOL.formatted(
                    "v1.2",
                    "http://commonwl.org/cwltool#",
                    "- {class: cwltool:CUDARequirement, cudaDeviceCountMin: 1.5, cudaVersion:"
                        + " '11'}")))
        .extracting(Problem::message)
        .anyMatch(m -> m.contains("CUDARequirement needs the field 'cudaVersionMin'"))
        .anyMatch(m -> m.contains("has no field 'cudaVersion'"))
        .anyMatch(m -> m.contains("'cudaDeviceCountMin' must be a whole number"));
  }
}
