package org.periplus.cwl.tool.workdir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.HostRun;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.ToolPlan;

class InitialWorkDirectoryTest {

  @TempDir Path folder;
  private HostRun host;

  @BeforeEach
  void start() throws IOException {
    host = new HostRun(folder);
  }

  @AfterEach
  void close() {
    host.close();
  }

  private CommandLineTool tool(String listing) {
    return host.tool(
        """
        requirements:
          InlineJavascriptRequirement: {}
          InitialWorkDirRequirement:
            listing: %s
        baseCommand: cat
        arguments: [$(inputs.f.path)]
        inputs: {f: File, d: Directory?}
        outputs: {}
        """
            .formatted(listing));
  }

  private ToolPlan plan(String listing) throws IOException {
    host.file("f.txt", "content");
    host.file("d/e/g.txt", "deep");
    return host.planInContainer(
        tool(listing),
        "{\"f\": " + host.fileValue("f.txt") + ", \"d\": " + host.directoryValue("d") + "}");
  }

  @Test
  void filesAreMountedOverAMountPointAndInputsPointThere() throws IOException {
    ToolPlan plan = plan("[$(inputs.f), {entryname: sub/renamed, entry: $(inputs.d)}]");

    assertThat(plan.mounts())
        .contains(
            new FileMount(folder.resolve("f.txt"), "/periplus/out/f.txt", true),
            new FileMount(folder.resolve("d"), "/periplus/out/sub/renamed", true));
    assertThat(host.folders.outputDirectory().resolve("f.txt")).isEmptyFile();
    assertThat(host.folders.outputDirectory().resolve("sub/renamed")).isEmptyDirectory();
    assertThat(plan.command()).containsExactly("cat", "/periplus/out/f.txt");
    assertThat(plan.inputs().at("/d/path").asText()).isEqualTo("/periplus/out/sub/renamed");
    assertThat(plan.inputs().at("/d/basename").asText()).isEqualTo("renamed");
  }

  @Test
  void writableEntriesAreCopies() throws IOException {
    plan("[{entry: $(inputs.f), writable: true}, {entry: $(inputs.d), writable: true}]");

    Path copy = host.folders.outputDirectory().resolve("f.txt");
    assertThat(copy).hasContent("content");
    assertThat(host.folders.outputDirectory().resolve("d/e/g.txt")).hasContent("deep");
    Files.writeString(copy, "changed");
    assertThat(folder.resolve("f.txt")).hasContent("content");
  }

  @Test
  void updatesInPlaceAreMountedForWriting() throws IOException {
    host.file("f.txt", "content");
    CommandLineTool tool =
        host.tool(
            """
            requirements:
              InplaceUpdateRequirement: {inplaceUpdate: true}
              InitialWorkDirRequirement: {listing: [{entry: $(inputs.f), writable: true}]}
            inputs: {f: File}
            outputs: {}
            """);

    ToolPlan plan = host.planInContainer(tool, "{\"f\": " + host.fileValue("f.txt") + "}");

    assertThat(plan.mounts())
        .contains(new FileMount(folder.resolve("f.txt"), "/periplus/out/f.txt", false));
  }

  @Test
  void textAndValuesAreWritten() throws IOException {
    plan(
        """
        [{entryname: a.txt, entry: 'size $(inputs.f.size)'},
         {entryname: 'b/$(inputs.f.nameroot).json', entry: "${ return {z: 1.5, a: ['x', null]}; }"},
         {entryname: c.txt, entry: $(null)},
         {entryname: d.sh, entry: 'echo \\$(date) \\\\'},
         "${ return [{class: 'File', basename: 'e.txt', contents: 'made'}, null]; }",
         "${ return {entryname: 'f.json', entry: 'taken $(literally)'}; }"]\
        """);

    Path out = host.folders.outputDirectory();
    assertThat(out.resolve("a.txt")).hasContent("size 7");
    assertThat(out.resolve("b/f.json")).hasContent("{\"a\": [\"x\", null], \"z\": 1.5}");
    assertThat(out.resolve("c.txt")).doesNotExist();
    assertThat(out.resolve("d.sh")).hasContent("echo $(date) \\");
    assertThat(out.resolve("e.txt")).hasContent("made");
    assertThat(out.resolve("f.json")).hasContent("taken $(literally)");
  }

  @Test
  void theWholeListingMayBeAnExpression() throws IOException {
    plan(
        """
        "${ return [{class: 'Directory', basename: 'all', listing: [inputs.f, {class: 'File', basename: 'n.txt', contents: 'n'}]}]; }"
        """
            .strip());

    Path out = host.folders.outputDirectory();
    assertThat(out.resolve("all/n.txt")).hasContent("n");
    assertThat(out.resolve("all/f.txt")).isEmptyFile();
  }

  @Test
  void absoluteNamesNeedAContainer() throws IOException {
    assertThatThrownBy(() -> plan("[{entryname: /etc/app.conf, entry: x}]"))
        .isInstanceOf(PlanException.class)
        .hasMessageContaining("only with a DockerRequirement");

    CommandLineTool tool =
        host.tool(
            """
            requirements:
              DockerRequirement: {dockerPull: debian}
              InitialWorkDirRequirement: {listing: [{entryname: /etc/app.conf, entry: x}]}
            inputs: {}
            outputs: {}
            """);
    FileMount mount =
        host.planInContainer(tool, "{}").mounts().stream()
            .filter(m -> m.inside().equals("/etc/app.conf"))
            .findFirst()
            .orElseThrow();
    assertThat(mount.host()).hasContent("x");
    assertThat(mount.readOnly()).isTrue();
  }

  @Test
  void namesThatLeadOutAndNamesTakenTwiceAreRefused() {
    assertThatThrownBy(() -> plan("[{entryname: ../x, entry: y}]"))
        .hasMessageContaining("'../x' leads out of the output directory");
    assertThatThrownBy(() -> plan("[{entryname: x, entry: y}, {entryname: x, entry: z}]"))
        .hasMessageContaining("two entries are called 'x'");
    assertThatThrownBy(() -> plan("[{entry: y}]")).hasMessageContaining("needs an entryname");
    assertThatThrownBy(() -> plan("['$(inputs.f.size)']"))
        .hasMessageContaining("must be a File, a Directory or a Dirent, not int 7");
  }
}
