package org.periplus.process.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.periplus.process.Packages;

class PackageNeedsTest {

  private static PackageNeeds needs(String cwl) {
    return PackageNeeds.of(
        Packages.reader()
            .read(
                "",
                PackageSource.ofDocument("application/cwl+yaml", cwl),
                Optional.empty(),
                Optional.empty())
            .process());
  }

  @Test
  void sumsUpWhatAllToolsOfAWorkflowAskFor() {
    PackageNeeds needs =
        needs(
            """
            cwlVersion: v1.2
            $namespaces: {periplus: 'urn:periplus:'}
            $graph:
              - class: Workflow
                id: main
                requirements: {DockerRequirement: {dockerPull: 'debian:12'}}
                inputs: {}
                outputs: {}
                steps:
                  one: {run: '#tool', in: {}, out: []}
                  two:
                    run: '#tool'
                    in: {}
                    out: []
                    requirements:
                      ResourceRequirement: {coresMin: 4, ramMin: 2048}
                      NetworkAccess: {networkAccess: true}
                      DockerRequirement: {dockerPull: 'acme/ndvi:2'}
                    hints: {'periplus:Placement': {pool: large}}
              - class: CommandLineTool
                id: tool
                hints: {ResourceRequirement: {coresMin: 1, ramMin: $(inputs.x)}}
                baseCommand: 'true'
                inputs: {x: {type: int, default: 5}}
                outputs: {}
            """);

    assertThat(needs.images()).containsExactly("acme/ndvi:2", "debian:12");
    assertThat(needs.networkAccess()).isTrue();
    assertThat(needs.cores()).contains(BigDecimal.valueOf(4));
    assertThat(needs.memory()).contains(2048L << 20);
    assertThat(needs.graphicsProcessors()).isFalse();
    assertThat(needs.pools()).containsExactly("large");
  }

  @Test
  void aToolThatAsksForNothingNeedsNothing() {
    PackageNeeds needs =
        needs(
            "{cwlVersion: v1.2, class: CommandLineTool, id: a, baseCommand: 'true', inputs: {},"
                + " outputs: {}}");

    assertThat(needs.images()).isEmpty();
    assertThat(needs.networkAccess()).isFalse();
    assertThat(needs.cores()).isEmpty();
    assertThat(needs.memory()).isEmpty();
    assertThat(needs.pools()).isEmpty();
  }
}
