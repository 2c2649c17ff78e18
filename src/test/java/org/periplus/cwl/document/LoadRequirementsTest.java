package org.periplus.cwl.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.periplus.cwl.document.source.Problem;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.LoadListing;
import org.periplus.cwl.model.Requirement;
import org.periplus.cwl.model.Requirements;

class LoadRequirementsTest {

  private static Requirements requirements(String version, String fields) {
    return Documents.load(
            "cwlVersion: "
                + version
                + "\nclass: CommandLineTool\ninputs: []\noutputs: []\n"
                + fields)
        .main()
        .requirements();
  }

  @Test
  void readsAllRequirementsOfTools() {
    Requirements requirements =
        requirements(
            "v1.2",
            """
            requirements:
              DockerRequirement: {dockerPull: "crop:1.0", dockerOutputDirectory: /out}
              ResourceRequirement: {coresMin: 1.5, ramMax: $(inputs.ram)}
              EnvVarRequirement: {envDef: {A: one, B: $(inputs.b)}}
              InlineJavascriptRequirement: {expressionLib: ["var x = 1;"]}
              InitialWorkDirRequirement:
                listing: [$(inputs.file), {entryname: a.txt, entry: text, writable: true}]
              ShellCommandRequirement: {}
              NetworkAccess: {networkAccess: true}
              WorkReuse: {enableReuse: false}
              ToolTimeLimit: {timelimit: 60}
              InplaceUpdateRequirement: {inplaceUpdate: true}
              LoadListingRequirement: {loadListing: deep_listing}
            hints:
            - class: SoftwareRequirement
              packages: {gdal: {version: ["3.6"]}}
            """);

    assertThat(requirements.required()).hasSize(11);
    Requirement.Docker docker = requirements.find(Requirement.Docker.class).orElseThrow();
    assertThat(docker.pull()).contains("crop:1.0");
    assertThat(docker.outputDirectory()).contains("/out");
    Requirement.Resource resource = requirements.find(Requirement.Resource.class).orElseThrow();
    assertThat(resource.coresMin().orElseThrow().doubleValue()).isEqualTo(1.5);
    assertThat(resource.ramMax().orElseThrow().asText()).isEqualTo("$(inputs.ram)");
    assertThat(requirements.find(Requirement.EnvVar.class).orElseThrow().variables())
        .containsEntry("A", "one")
        .containsEntry("B", "$(inputs.b)");
    assertThat(requirements.find(Requirement.InitialWorkDir.class).orElseThrow().listing())
        .hasSize(2);
    assertThat(requirements.find(Requirement.Listing.class).orElseThrow().loadListing())
        .isEqualTo(LoadListing.DEEP_LISTING);
    assertThat(requirements.find(Requirement.Software.class).orElseThrow().packages().toString())
        .isEqualTo("[{\"package\":\"gdal\",\"version\":[\"3.6\"]}]");
  }

  @Test
  void keepsUnknownHintsAndRefusesUnknownRequirements() {
    String namespaces = "$namespaces: {cwltool: \"http://commonwl.org/cwltool#\"}\n";
    Requirements requirements =
        requirements("v1.2", namespaces + "hints: {cwltool:MPIRequirement: {processes: 4}}");

    assertThat(requirements.hinted())
        .singleElement()
        .isInstanceOfSatisfying(
            Requirement.Unknown.class,
            hint ->
                assertThat(hint.className())
                    .isEqualTo("http://commonwl.org/cwltool#MPIRequirement"));

    assertThat(
            Documents.problems(
                "cwlVersion: v1.2\nclass: CommandLineTool\ninputs: []\noutputs: []\n"
                    + namespaces
                    + "requirements: {cwltool:MPIRequirement: {}}"))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.kind()).isEqualTo(Problem.Kind.UNSUPPORTED);
              assertThat(problem.message()).contains("cwltool#MPIRequirement");
            });
  }

  @Test
  void toolsOfV10ReachTheNetworkAndSeeCompleteListings() {
    Requirements old = requirements("v1.0", "");

    assertThat(old.find(Requirement.NetworkAccess.class).orElseThrow().enable().asBoolean())
        .isTrue();
    assertThat(old.find(Requirement.Listing.class).orElseThrow().loadListing())
        .isEqualTo(LoadListing.DEEP_LISTING);
    assertThat(requirements("v1.1", "")).isEqualTo(Requirements.NONE);
  }

  @Test
  void extensionsOfTheReferenceRunnerAreTheRequirementsThatTheyBecame() {
    Requirements requirements =
        requirements(
            "v1.0",
            """
            $namespaces: {ct: "http://commonwl.org/cwltool#"}
            requirements:
              ct:TimeLimit: {timelimit: 5}
              ct:NetworkAccess: {networkAccess: false}
            hints:
              ct:LoadListingRequirement: {loadListing: no_listing}
            """);

    assertThat(requirements.find(Requirement.ToolTimeLimit.class).orElseThrow().seconds().asInt())
        .isEqualTo(5);
    assertThat(
            requirements.find(Requirement.NetworkAccess.class).orElseThrow().enable().asBoolean())
        .isFalse();
    assertThat(requirements.find(Requirement.Listing.class).orElseThrow().loadListing())
        .isEqualTo(LoadListing.NO_LISTING);
  }

  @Test
  void namedTypesAreWrittenOutWhereTheyAreUsed() {
    CwlType type =
        Documents.tool(
                """
                cwlVersion: v1.2
                class: CommandLineTool
                requirements:
                  SchemaDefRequirement:
                    types:
                    - {name: box, type: record, fields: {corners: "point[]"}}
                    - {name: point, type: record, fields: {x: int, y: int}}
                inputs: {area: "#box?"}
                outputs: []
                """)
            .input("area")
            .orElseThrow()
            .type()
            .required();

    CwlType.Array corners = (CwlType.Array) ((CwlType.Record) type).fields().get(0).type();
    assertThat(((CwlType.Record) corners.items()).fields())
        .extracting(CwlType.Field::name)
        .containsExactly("x", "y");
  }

  @Test
  void refusesResourcesOfWhichTheMostIsLessThanTheLeast() {
    String tool =
        "{cwlVersion: v1.2, class: CommandLineTool, inputs: [], outputs: [], baseCommand: ls,"
            + " requirements: {ResourceRequirement: {ramMin: %s, ramMax: %s}}}";

    assertThat(Documents.problems(tool.formatted("4096", "1024")))
        .extracting(Problem::message)
        .containsExactly(
            "'ramMax' is 1024, which is less than 'ramMin', 4096. Change one of them.");
    assertThat(Documents.problems(tool.formatted("1024", "1024"))).isEmpty();
    assertThat(Documents.problems(tool.formatted("$(inputs)", "1024"))).isEmpty();
  }

  @Test
  void aFormatOfAPrefixThatIsNotDeclaredIsTakenAsItIsWritten() {
    CwlDocument document =
        Documents.load(
            "{cwlVersion: v1.2, class: CommandLineTool, baseCommand: ls, outputs: [], inputs: {f:"
                + " {type: File, format: 'edam:format_1'}}}");

    assertThat(document.main().inputs().get(0).format()).containsExactly("edam:format_1");
    assertThat(document.warnings())
        .extracting(Problem::message)
        .containsExactly(
            "The prefix of the format 'edam:format_1' is not declared in $namespaces; the format is"
                + " taken as it is written.");
  }

  /** Many documents of public projects have such fields. */
  @Test
  void aFieldOfAPrefixThatIsNotDeclaredSaysNothing() {
    CwlDocument document =
        Documents.load(
            "{cwlVersion: v1.2, class: Operation, inputs: [], outputs: [], 'sd:upstream': a}");

    assertThat(document.warnings())
        .extracting(Problem::message)
        .containsExactly(
            "The prefix 'sd' of the field 'sd:upstream' is not declared; add it to $namespaces.");
  }

  @Test
  void spacesAroundTheNameOfAnImageSayNothing() {
    CwlDocument document =
        Documents.load(
            "{cwlVersion: v1.2, class: CommandLineTool, baseCommand: ls, inputs: [], outputs: [],"
                + " requirements: {DockerRequirement: {dockerPull: 'a/b:1 '}}}");

    assertThat(document.main().requirements().find(Requirement.Docker.class).orElseThrow().pull())
        .contains("a/b:1");
  }

  /** The reference runner leaves it out without a word. */
  @Test
  void anArgumentWithoutAValueIsLeftOut() {
    CwlDocument document =
        Documents.load(
            "{cwlVersion: v1.2, class: CommandLineTool, baseCommand: ls, inputs: [], outputs: [],"
                + " arguments: [{prefix: --gzip}, -l]}");

    assertThat(((CommandLineTool) document.main()).arguments()).hasSize(1);
    assertThat(document.warnings())
        .extracting(Problem::message)
        .containsExactly("This argument has no 'valueFrom' and adds nothing to the command line.");
  }
}
