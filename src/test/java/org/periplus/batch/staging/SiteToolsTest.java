package org.periplus.batch.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.configuration.TenantKeys;
import org.periplus.security.Egress;
import org.periplus.security.EgressConfiguration;

/** What a site's staging tools must be like, and what is said of those that are not. */
class SiteToolsTest {

  private static final String FETCH =
      """
      cwlVersion: v1.2
      class: CommandLineTool
      id: fetch
      inputs:
        reference: string
        endpoint: string
      outputs:
        staged: {type: Directory, outputBinding: {glob: .}}
      baseCommand: fetch
      """;

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static SiteTools tools(Optional<Path> in, Optional<Path> values, Optional<Path> out) {
    return new SiteTools(
        new SiteToolConfiguration(in, values, out, Optional.empty(), Optional.empty()),
        TenantKeys.NONE,
        new Egress(EgressConfiguration.defaults()));
  }

  private String problemOfStageIn(String text) throws IOException {
    return String.join(
        "\n",
        tools(Optional.of(file("in.cwl", text)), Optional.empty(), Optional.empty()).problems());
  }

  @Test
  void takesTheValuesOfOtherInputsFromTheSitesFile() throws Exception {
    SiteTools tools =
        tools(
            Optional.of(file("in.cwl", FETCH)),
            Optional.of(file("values.yaml", "endpoint: https://archive.example.org\nother: 1\n")),
            Optional.empty());

    assertThat(tools.problems()).isEmpty();
    SiteTool tool = tools.stageIn("anyone").get(0);
    assertThat(tool.tool().input("endpoint").orElseThrow().defaultValue().orElseThrow().asText())
        .isEqualTo("https://archive.example.org");
    assertThat(tool.inputs("s3://a/b").toString()).isEqualTo("{\"reference\":\"s3://a/b\"}");
  }

  @Test
  void namesTheInputThatHasNoValueWithFileLineAndColumn() throws Exception {
    assertThat(problemOfStageIn(FETCH))
        .contains("in.cwl:6:3: The input 'endpoint' has no value")
        .doesNotContain("Exception");
  }

  @Test
  void placesABrokenDocument() throws Exception {
    assertThat(problemOfStageIn("class: CommandLineTool\ninputs: [\n")).contains("in.cwl:3:1");
    assertThat(problemOfStageIn(FETCH.replace("baseCommand", "baseComand")))
        .contains("in.cwl:9:1", "baseComand");
  }

  @Test
  void saysThatADocumentIsMissing() {
    SiteTools tools =
        tools(Optional.of(folder.resolve("none.cwl")), Optional.empty(), Optional.empty());

    assertThat(tools.problems())
        .singleElement()
        .asString()
        .contains("none.cwl:1:1: The file cannot be read");
  }

  @Test
  void refusesAToolThatIsGivenNoReferenceOrLeavesNoFiles() throws Exception {
    assertThat(problemOfStageIn(FETCH.replace("reference: string", "count: int?")))
        .contains("one input of type string");
    assertThat(problemOfStageIn(FETCH.replace("type: Directory", "type: string")))
        .contains("one output, whose type is File or Directory");
  }

  @Test
  void choosesTheToolByTheClassThatItLeaves() throws Exception {
    String both =
        """
        cwlVersion: v1.2
        $graph:
          - class: CommandLineTool
            id: fetch-file
            inputs: {reference: string}
            outputs: {staged: {type: File, outputBinding: {glob: "*"}}}
            baseCommand: fetch
          - class: CommandLineTool
            id: fetch-folder
            inputs: {reference: string}
            outputs: {staged: {type: Directory, outputBinding: {glob: .}}}
            baseCommand: fetch
        """;
    SiteTools tools =
        tools(Optional.of(file("both.cwl", both)), Optional.empty(), Optional.empty());

    assertThat(tools.stageIn("anyone"))
        .extracting(tool -> tool.isFor("File"))
        .containsExactly(true, false);
    assertThat(tools.stageIn("anyone"))
        .extracting(tool -> tool.isFor("Directory"))
        .containsExactly(false, true);
  }

  @Test
  void aTenantHasToolsOfItsOwnWhoseProblemsAreKnownAtTheStart() throws Exception {
    Path broken = file("broken.cwl", "class: Workflow\n");
    String key = "periplus.tenants.acme.staging.in.cwl";
    TenantKeys keys =
        new TenantKeys(
            new TenantKeys.Lookup() {
              @Override
              public <T> Optional<T> find(String asked, Class<T> type) {
                return asked.equals(key)
                    ? Optional.of(type.cast(broken.toString()))
                    : Optional.empty();
              }
            },
            () -> List.of("periplus.data.dir", key));
    SiteTools tools =
        new SiteTools(SiteToolConfiguration.NONE, keys, new Egress(EgressConfiguration.defaults()));

    assertThat(tools.problems()).singleElement().asString().contains("broken.cwl:1:1");
    assertThat(tools.stageIn("others")).isEmpty();
  }
}
