package org.periplus.cwl.tool.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.cwl.expression.ExpressionEngine;
import org.periplus.cwl.model.CommandLineTool;
import org.periplus.cwl.tool.HostRun;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.value.FormatRelation;

class InputObjectTest {

  @TempDir Path folder;
  private HostRun host;
  private final ExpressionEngine engine = new ExpressionEngine();

  @BeforeEach
  void start() throws IOException {
    host = new HostRun(folder);
  }

  @AfterEach
  void close() {
    host.close();
    engine.close();
  }

  private ObjectNode prepare(String inputs, String given) {
    CommandLineTool tool = host.tool("inputs:\n" + inputs.indent(2) + "outputs: {}\n");
    return new InputObject(engine, FormatRelation.EQUALITY, HostAccess.EVERYTHING)
        .prepareForUser(tool, tool.requirements(), HostRun.json(given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "bands: 'string[]' | {\"bands\": [\"a\", 1]} | 'bands'[1]: expected string, got int 1",
        "bands: 'string[]' | {\"bands\": \"a\"} | 'bands': expected an array of string, got string"
            + " \"a\"",
        "n: int | {\"n\": 1.5} | 'n': expected int, got float 1.5",
        "n: int | {\"n\": 3000000000} | 'n': expected int, which has 32 bits (long has 64), got int"
            + " 3000000000",
        "n: int | {} | 'n': a value of type int is required and none is given",
        "a: Any | {\"a\": null} | 'a': a value of type Any is required",
        "m: {type: {type: enum, symbols: [x, y]}} | {\"m\": \"z\"} | 'm': expected one of x, y, got"
            + " string \"z\"",
        "r: {type: {type: record, fields: {k: int}}} | {\"r\": {\"k\": true}} | 'r'.k: expected"
            + " int, got boolean true",
        "r: {type: {type: record, fields: {k: int}}} | {\"r\": {}} | 'r'.k: a value of type int is"
            + " required",
        "o: int? | {\"o\": \"x\"} | 'o': expected int, got string \"x\"",
        "u: [int, boolean] | {\"u\": \"x\"} | 'u': expected int | boolean, got string \"x\"",
        "f: File | {\"f\": \"x.tif\"} | 'f': expected File, got string \"x.tif\"",
        "f: File | {\"f\": {\"class\": \"File\"}} | 'f': a File needs location, path or contents",
        "f: File | {\"f\": {\"class\": \"File\", \"path\": \"/nowhere/x.tif\"}} | 'x.tif' does not"
            + " exist",
        "f: File | {\"f\": {\"class\": \"File\", \"location\": \"x.tif\"}} | location 'x.tif' is"
            + " relative",
      })
  void saysExactlyWhatIsWrongWithAValue(String inputs, String given, String message) {
    String expected = message.replace("\\|", "|");
    assertThatThrownBy(() -> prepare(inputs, given))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(expected);
  }

  @Test
  void defaultsStandInForNullAndForNothing() {
    ObjectNode prepared =
        prepare(
            "a: {type: int, default: 3}\nb: {type: string?, default: x}\nc: int?", "{\"a\": null}");

    assertThat(prepared).isEqualTo(HostRun.json("{\"a\": 3, \"b\": \"x\", \"c\": null}"));
  }

  @Test
  void filesAreCompleted() throws IOException {
    Path file = host.file("scene.v1.tar.gz", "12345");

    ObjectNode prepared = prepare("f: File", "{\"f\": " + host.fileValue("scene.v1.tar.gz") + "}");

    assertThat(prepared.path("f"))
        .isEqualTo(
            HostRun.JSON
                .createObjectNode()
                .put("class", "File")
                .put("path", file.toString())
                .put("location", file.toUri().toString())
                .put("basename", "scene.v1.tar.gz")
                .put("dirname", folder.toString())
                .put("size", 5L)
                .put("nameroot", "scene.v1.tar")
                .put("nameext", ".gz"));
  }

  @Test
  void aFileThatIsElsewhereIsLeftToStaging() {
    ObjectNode prepared =
        prepare(
            "f: File",
            "{\"f\": {\"class\": \"File\", \"location\": \"https://h/a%20b/c%23d.tif?x=1\"}}");

    assertThat(prepared.path("f").path("basename").asText()).isEqualTo("c#d.tif");
    assertThat(prepared.path("f").has("size")).isFalse();
  }

  @Test
  void secondaryFilesAreFoundBesideTheirFile() throws IOException {
    host.file("a.bam", "");
    host.file("a.bam.bai", "");
    host.file("a.idx", "");
    host.file("a.bam.extra", "");

    ObjectNode prepared =
        prepare(
            "f: {type: File, secondaryFiles: [.bai, ^.idx, .none?, $(self.basename).extra]}",
            "{\"f\": " + host.fileValue("a.bam") + "}");

    assertThat(prepared.path("f").path("secondaryFiles").findValuesAsText("basename"))
        .containsExactly("a.bam.bai", "a.idx", "a.bam.extra");
  }

  @Test
  void aMissingSecondaryFileIsNamed() throws IOException {
    host.file("a.shp", "");

    assertThatThrownBy(
            () ->
                prepare(
                    "f: {type: 'File[]', secondaryFiles: [^.dbf]}",
                    "{\"f\": [" + host.fileValue("a.shp") + "]}"))
        .hasMessage("input 'f'[0]: 'a.shp' comes without its secondary file 'a.dbf'");
  }

  @Test
  void stepsDoNotLookForSecondaryFiles() throws IOException {
    host.file("a.shp", "");
    host.file("a.dbf", "");
    CommandLineTool tool =
        host.tool("inputs: {f: {type: File, secondaryFiles: [^.dbf]}}\noutputs: {}\n");

    assertThatThrownBy(() -> host.plan(tool, "{\"f\": " + host.fileValue("a.shp") + "}"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("comes without its secondary file 'a.dbf'");
  }

  @Test
  void contentsAreLoadedUpTo64KiB() throws IOException {
    host.file("fits.txt", "x".repeat(64 * 1024));
    host.file("large.txt", "x".repeat(64 * 1024 + 1));
    String input = "f: {type: File, loadContents: true}";

    assertThat(
            prepare(input, "{\"f\": " + host.fileValue("fits.txt") + "}")
                .path("f")
                .path("contents")
                .asText())
        .hasSize(64 * 1024);
    assertThatThrownBy(() -> prepare(input, "{\"f\": " + host.fileValue("large.txt") + "}"))
        .hasMessageContaining("'large.txt' has 65537 bytes; loadContents takes at most 64 KiB");
  }

  @Test
  void listingsAreLoadedAsDeepAsAsked() throws IOException {
    host.file("d/e/f.txt", "x");
    String given = "{\"d\": " + host.directoryValue("d") + "}";

    assertThat(prepare("d: Directory", given).path("d").has("listing")).isFalse();
    ObjectNode shallow = prepare("d: {type: Directory, loadListing: shallow_listing}", given);
    assertThat(shallow.at("/d/listing/0/basename").asText()).isEqualTo("e");
    assertThat(shallow.at("/d/listing/0/listing").isMissingNode()).isTrue();
    ObjectNode deep = prepare("d: {type: Directory, loadListing: deep_listing}", given);
    assertThat(deep.at("/d/listing/0/listing/0/nameext").asText()).isEqualTo(".txt");
  }

  @Test
  void formatsAreCompared() throws IOException {
    host.file("a.tif", "");
    String file = host.fileValue("a.tif");
    String given = "{\"f\": " + file.replace("}", ", \"format\": \"http://e.org/cog\"}") + "}";

    prepare("f: {type: File, format: ['http://e.org/nc', 'http://e.org/cog']}", given);
    assertThatThrownBy(() -> prepare("f: {type: File, format: 'http://e.org/nc'}", given))
        .hasMessage("input 'f': its format is http://e.org/cog, asked for is http://e.org/nc");
  }

  @Test
  void filesOfTheServerCannotBeNamed() throws IOException {
    host.file("job/ok.txt", "");
    host.file("secret.txt", "");
    CommandLineTool tool = host.tool("inputs: {f: File}\noutputs: {}\n");
    InputObject inputs =
        new InputObject(
            engine, FormatRelation.EQUALITY, HostAccess.under(List.of(folder.resolve("job"))));

    inputs.prepareForUser(
        tool, tool.requirements(), HostRun.json("{\"f\": " + host.fileValue("job/ok.txt") + "}"));
    assertThatThrownBy(
            () ->
                inputs.prepareForUser(
                    tool,
                    tool.requirements(),
                    HostRun.json("{\"f\": " + host.fileValue("job/../secret.txt") + "}")))
        .hasMessageContaining("is a file of the server");
  }
}
