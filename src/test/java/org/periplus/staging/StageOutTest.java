package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.cwl.model.CwlType;
import org.periplus.staging.store.StoreHref;

class StageOutTest {

  @TempDir Path folder;
  private Published job;

  @BeforeEach
  void aJob() throws IOException {
    job = new Published(folder);
  }

  @Test
  void givesLiteralsByValue() throws Exception {
    ObjectNode results =
        job.publish("{'n': 3, 's': 'x', 'b': true, 'none': null, 'o': {'k': 1}, 'a': [1, 2]}");

    assertThat(results)
        .isEqualTo(
            Published.json(
                "{'n': 3, 's': 'x', 'b': true, 'none': null,"
                    + " 'o': {'value': {'k': 1}}, 'a': {'value': [1, 2]}}"));
  }

  @Test
  void givesNullForAnOutputWithoutAValue() throws Exception {
    ObjectNode results =
        new StageOut(job.store, Published.JSON)
            .publish(
                job.jobId,
                List.of(Published.output("absent")),
                Published.JSON.createObjectNode(),
                folder.resolve("scratch"));

    assertThat(results.get("absent").isNull()).isTrue();
  }

  @Test
  void publishesAFileAsALink() throws Exception {
    job.write("mask 1.tif", "pixels");

    ObjectNode results = job.publish("{'mask': {'class': 'File', 'path': 'WORK/mask 1.tif'}}");

    assertThat(results.get("mask"))
        .isEqualTo(
            Published.json(
                "{'href': 'store:mask/mask%201.tif', 'rel': 'item', 'type': 'image/tiff;"
                    + " application=geotiff', 'title': 'mask 1.tif'}"));
    assertThat(job.file("mask/mask 1.tif")).hasContent("pixels");
  }

  @Test
  void aFileIsOfTheFormatThatItsToolStates() throws Exception {
    job.write("a.json", "{}");

    ObjectNode results =
        job.publish(
            "{'o': {'class': 'File', 'path': 'WORK/a.json', 'format':"
                + " 'https://www.iana.org/assignments/media-types/application/geo+json'}}");

    assertThat(results.at("/o/type").asText()).isEqualTo("application/geo+json");
  }

  @Test
  void whatAClientSaidOfItsValueStaysWithIt() throws Exception {
    job.write("a.xml", "<gml/>");

    ObjectNode results =
        job.publish(
            "{'f': {'class': 'File', 'path': 'WORK/a.xml', 'mediaType': 'application/gml+xml;"
                + " version=3.2'}, 'v': {'class': 'org.periplus:Value', 'value': {'k': 1},"
                + " 'mediaType': 'application/geo+json; profile=http://x'},"
                + " 'w': {'class': 'org.periplus:Value', 'value': 'x', 'mediaType': 'no'}}");

    assertThat(results.at("/f/type").asText()).isEqualTo("application/gml+xml; version=3.2");
    assertThat(results.at("/v/value/k").asInt()).isEqualTo(1);
    assertThat(results.at("/v/mediaType").asText())
        .isEqualTo("application/geo+json; profile=\"http://x\"");
    assertThat(results.get("w")).isEqualTo(Published.json("{'value': 'x'}"));
  }

  @Test
  void aListWithoutItemsLooksAsOneWithSome() throws Exception {
    ObjectNode none = (ObjectNode) Published.json("{'files': [], 'numbers': []}");

    ObjectNode results =
        new StageOut(job.store, Published.JSON)
            .publish(
                job.jobId,
                List.of(
                    Published.output(
                        "files", new CwlType.Array(CwlType.Primitive.FILE, Optional.empty())),
                    Published.output(
                        "numbers", new CwlType.Array(CwlType.Primitive.INT, Optional.empty()))),
                none,
                folder.resolve("scratch"));

    assertThat(results).isEqualTo(Published.json("{'files': [], 'numbers': {'value': []}}"));
  }

  @Test
  void leavesTheWorkflowsFilesAndNothingInTheScratchFolder() throws Exception {
    Path source = job.write("a.txt", "a");

    job.publish("{'o': {'class': 'File', 'path': 'WORK/a.txt'}}");

    assertThat(source).exists();
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
    assertThat(Files.getAttribute(source, "unix:nlink")).isEqualTo(2);
  }

  @Test
  void keepsSecondaryFilesBesideTheirFile() throws Exception {
    job.write("a/x.tif", "1");
    job.write("a/x.tif.aux.xml", "2");
    job.write("b/x.tif", "3");
    job.write("b/x.tif.aux.xml", "4");
    String file =
        "{'class': 'File', 'path': 'WORK/%1$s/x.tif', 'basename': 'x.tif', 'secondaryFiles':"
            + " [{'class': 'File', 'path': 'WORK/%1$s/x.tif.aux.xml'}]}";

    ObjectNode results =
        job.publish("{'tiles': [" + file.formatted("a") + ", " + file.formatted("b") + "]}");

    assertThat(results.at("/tiles/0/secondaryFiles/0/href").asText())
        .isEqualTo("store:tiles/x.tif.aux.xml");
    assertThat(results.at("/tiles/1/href").asText()).isEqualTo("store:tiles/2/x.tif");
    assertThat(results.at("/tiles/1/secondaryFiles/0/href").asText())
        .isEqualTo("store:tiles/2/x.tif.aux.xml");
    assertThat(job.file("tiles/2/x.tif.aux.xml")).hasContent("4");
  }

  @Test
  void keepsOutputsOfLikeNamesApart() throws Exception {
    job.write("1/a.txt", "1");
    job.write("2/a.txt", "2");

    ObjectNode results =
        job.publish(
            "{'x/y': {'class': 'File', 'path': 'WORK/1/a.txt'},"
                + " 'x_y': {'class': 'File', 'path': 'WORK/2/a.txt'}}");

    assertThat(results.at("/x~1y/href").asText()).isEqualTo("store:x_y/a.txt");
    assertThat(results.at("/x_y/href").asText()).isEqualTo("store:x_y-2/a.txt");
    assertThat(job.file("x_y-2/a.txt")).hasContent("2");
  }

  @Test
  void listsADirectory() throws Exception {
    job.write("out/b.csv", "1,2");
    job.write("out/deep/c.png", "png");

    JsonNode value =
        job.publish("{'o': {'class': 'Directory', 'path': 'WORK/out'}}").at("/o/value");

    assertThat(Published.json(value.toString()))
        .isEqualTo(
            Published.json(
                "{'class': 'Directory', 'basename': 'out', 'listing': ["
                    + "{'class': 'File', 'basename': 'b.csv', 'href': 'store:o/out/b.csv',"
                    + " 'type': 'text/csv', 'size': 3},"
                    + "{'class': 'Directory', 'basename': 'deep', 'listing': ["
                    + "{'class': 'File', 'basename': 'c.png', 'href': 'store:o/out/deep/c.png',"
                    + " 'type': 'image/png', 'size': 3}]}]}"));
    assertThat(job.file("o/out/deep/c.png")).hasContent("png");
  }

  @Test
  void publishesFilesInsideRecordsAndArrays() throws Exception {
    job.write("a.txt", "a");
    String file = "{'class': 'File', 'path': 'WORK/a.txt'}";

    ObjectNode results =
        job.publish("{'r': {'n': 1, 'f': " + file + "}, 'l': [" + file + ", null]}");

    assertThat(results.at("/r/value/n").asInt()).isEqualTo(1);
    assertThat(results.at("/r/value/f/href").asText()).isEqualTo("store:r/a.txt");
    assertThat(results.at("/l/0/href").asText()).isEqualTo("store:l/a.txt");
    assertThat(results.at("/l/1").isNull()).isTrue();
  }

  @Test
  void writesLiteralFilesAndDirectories() throws Exception {
    job.write("a.txt", "a");

    ObjectNode results =
        job.publish(
            "{'f': {'class': 'File', 'basename': 'n.txt', 'contents': 'text'},"
                + " 'd': {'class': 'Directory', 'basename': 'd', 'listing': ["
                + "{'class': 'File', 'path': 'WORK/a.txt'},"
                + "{'class': 'File', 'basename': 'm.txt', 'contents': 'more'}]}}");

    assertThat(results.at("/f/href").asText()).isEqualTo("store:f/n.txt");
    assertThat(job.file("f/n.txt")).hasContent("text");
    assertThat(job.file("d/d/a.txt")).hasContent("a");
    assertThat(job.file("d/d/m.txt")).hasContent("more");
  }

  @Test
  void refusesLinksOutOfTheOutputsFolder() throws Exception {
    job.write("out/a.txt", "a");
    Files.createSymbolicLink(job.work("out/passwd"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(job.work("etc"), Path.of("/etc"));

    assertThatThrownBy(() -> job.publish("{'o': {'class': 'Directory', 'path': 'WORK/out'}}"))
        .isInstanceOf(StageOutException.class)
        .hasMessage(
            "Output 'o' cannot be published: the symbolic link passwd leads out of the folder of"
                + " the output");
    assertThatThrownBy(() -> job.publish("{'o': {'class': 'File', 'path': 'WORK/out/passwd'}}"))
        .hasMessageContaining("leads out");
    assertThatThrownBy(() -> job.publish("{'o': {'class': 'Directory', 'path': 'WORK/etc'}}"))
        .hasMessageContaining("leads out");
  }

  @Test
  void followsLinksInsideTheOutputsFolder() throws Exception {
    job.write("out/a.txt", "a");
    Files.createSymbolicLink(job.work("out/b.txt"), Path.of("a.txt"));

    job.publish("{'o': {'class': 'Directory', 'path': 'WORK/out'}}");

    assertThat(job.file("o/out/b.txt")).hasContent("a");
    assertThat(Files.isSymbolicLink(job.file("o/out/b.txt"))).isFalse();
  }

  @Test
  void refusesAFolderThatLinksToItself() throws Exception {
    job.write("out/a.txt", "a");
    Files.createSymbolicLink(job.work("out/again"), Path.of("."));

    assertThatThrownBy(() -> job.publish("{'o': {'class': 'Directory', 'path': 'WORK/out'}}"))
        .isInstanceOf(StageOutException.class)
        .hasMessageContaining("leads back to a folder that holds it");
  }

  @Test
  void namesAMissingFileAndLeavesNothing() throws Exception {
    job.write("a.txt", "a");

    assertThatThrownBy(
            () ->
                job.publish(
                    "{'a': {'class': 'File', 'path': 'WORK/a.txt'},"
                        + " 'b': {'class': 'File', 'path': 'WORK/gone.txt'}}"))
        .isInstanceOf(StageOutException.class)
        .hasMessage("Output 'b' cannot be published: the file gone.txt does not exist");
    assertThat(job.store.open(job.jobId, "a/a.txt")).isEmpty();
    assertThat(folder.resolve("scratch")).isEmptyDirectory();
  }

  @Test
  void canBeRepeated() throws Exception {
    job.write("a.txt", "a");
    String values = "{'o': {'class': 'File', 'path': 'WORK/a.txt'}}";

    ObjectNode first = job.publish(values);
    ObjectNode second = job.publish(values);

    assertThat(second).isEqualTo(first);
    assertThat(job.file("o/a.txt")).hasContent("a");
  }

  @Test
  void rewritesStoreLinksToUrls() throws Exception {
    job.write("a b.txt", "a");
    ObjectNode results = job.publish("{'o': {'class': 'File', 'path': 'WORK/a b.txt'}}");

    ObjectNode answer = StoreHref.rewrite(results, path -> "http://host/jobs/1/results/" + path);

    assertThat(answer.at("/o/href").asText()).isEqualTo("http://host/jobs/1/results/o/a%20b.txt");
  }

  @Test
  void doesNotRewriteAForgedLinkOutOfTheJobsFolder() throws Exception {
    ObjectNode results = job.publish("{'o': {'href': 'store:../theirs'}}");

    assertThat(StoreHref.rewrite(results, path -> "http://host/" + path)).isEqualTo(results);
  }
}
