package org.periplus.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.periplus.security.credential.UsableCredentials;
import org.periplus.staging.s3.S3Sources;
import org.periplus.staging.s3.SourceUser;
import org.periplus.trace.JobContext;
import org.periplus.trace.TraceContext;

/** What is fetched for the inputs of a job, and where it lies then. */
class StageInTest extends StageInFixture {

  @Test
  void downloadsAFileBelowItsInput() throws Exception {
    server.serve("/scenes/B04.tif", "pixels");

    JsonNode file = stageFile(server.url("/scenes/B04.tif"));

    assertThat(file)
        .isEqualTo(
            Published.json(
                "{'class': 'File', 'path': '%s', 'basename': 'B04.tif'}"
                    .formatted(folder.resolve("scene/1/B04.tif"))));
    assertThat(folder.resolve("scene/1/B04.tif")).hasContent("pixels");
    assertThat(folder.resolve("scene/1")).isDirectoryNotContaining("glob:**/.part");
  }

  @Test
  void asksAsPartOfTheJobsTrace() throws Exception {
    server.serve("/scenes/B04.tif", "pixels");
    TraceContext trace =
        TraceContext.of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "congo=t61rc")
            .orElseThrow();
    JobContext job = new JobContext(UUID.randomUUID(), "acme", "p", trace, "stage-in");

    try (JobContext.Binding bound = job.bind()) {
      stageFile(server.url("/scenes/B04.tif"));
    }

    assertThat(server.traces)
        .singleElement(STRING)
        .matches(
            "00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01 congo=t61rc");
  }

  @Test
  void aSecondaryFileThatNeedNotBeThereIsStagedIfItIs() throws Exception {
    server.serve("/c.tif", "pixels");
    server.serve("/c.ovr", "overview");
    String part =
        "{'class': 'File', 'basename': 'c%1$s', 'location': '%2$s%1$s', 'periplus:optional':"
            + " true}";

    JsonNode file =
        stage(
                object(
                    "{'x': {'class': 'File', 'location': '%s', 'secondaryFiles': [%s, %s]}}"
                        .formatted(
                            server.url("/c.tif"),
                            part.formatted(".prj", server.url("/c")),
                            part.formatted(".ovr", server.url("/c")))))
            .path("x");

    assertThat(file.path("secondaryFiles").findValuesAsText("basename")).containsExactly("c.ovr");
    assertThat(Path.of(file.at("/secondaryFiles/0/path").asText()))
        .hasContent("overview")
        .hasParent(Path.of(file.path("path").asText()).getParent());
    assertThat(file.toString()).doesNotContain("optional");
  }

  @Test
  void leavesEverythingElse() throws Exception {
    ObjectNode inputs =
        object(
            "{'s': 'http://host/not/a/file', 'n': 1, 'none': null, 'list': ['http://host/x'],"
                + " 'record': {'location': 'http://host/y'},"
                + " 'literal': {'class': 'File', 'basename': 'a', 'contents': 'text'}}");

    assertThat(stage(inputs)).isEqualTo(inputs);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void numbersTheFilesOfAnInput() throws Exception {
    server.serve("/a/x.tif", "1");
    server.serve("/b/x.tif", "2");

    ObjectNode staged =
        stage(
            object(
                "{'in': [{'class': 'File', 'location': '%s'}, {'class': 'File', 'path': '%s'}]}"
                    .formatted(server.url("/a/x.tif"), server.url("/b/x.tif"))));

    assertThat(Path.of(staged.at("/in/0/path").asText())).hasContent("1");
    assertThat(Path.of(staged.at("/in/1/path").asText()))
        .isEqualTo(folder.resolve("in/2/x.tif"))
        .hasContent("2");
  }

  @Test
  void bringsSecondaryFilesToTheirFile() throws Exception {
    server.serve("/x.tif", "1");
    server.serve("/x.tif.ovr", "2");

    ObjectNode staged =
        stage(
            object(
                ("{'in': {'class': 'File', 'location': '%s', 'secondaryFiles':"
                        + " [{'class': 'File', 'location': '%s'}]}}")
                    .formatted(server.url("/x.tif"), server.url("/x.tif.ovr"))));

    assertThat(staged.at("/in/secondaryFiles/0/path").asText())
        .isEqualTo(folder.resolve("in/1/x.tif.ovr").toString());
  }

  @Test
  void fetchesTheFilesOfADirectoryLiteral() throws Exception {
    server.serve("/x.tif", "1");

    ObjectNode staged =
        stage(
            object(
                ("{'in': {'class': 'Directory', 'basename': 'd', 'listing':"
                        + " [{'class': 'File', 'location': '%s'}]}}")
                    .formatted(server.url("/x.tif"))));

    assertThat(Path.of(staged.at("/in/listing/0/path").asText())).hasContent("1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/dl?id=7         | attachment; filename=\"a b.tif\"          | a b.tif",
        "/dl              | attachment; filename*=UTF-8''na%C3%AFve.tif | naïve.tif",
        "/dl              | inline; filename=plain.tif                | plain.tif",
        "/dl              | attachment; filename=\"../../etc/passwd\" | passwd",
        "/dl/a%20b.tif    | ''                                        | a b.tif",
        "/dl/             | ''                                        | dl",
        "/dl              | attachment; filename=\"..\"               | unnamed",
      })
  void namesTheFileAsTheServerDoes(String path, String disposition, String name) throws Exception {
    server.handle(
        "/dl",
        exchange -> {
          if (!disposition.isEmpty()) {
            exchange.getResponseHeaders().set("Content-Disposition", disposition);
          }
          FileServer.answer(exchange, 200, new byte[] {1});
        });

    assertThat(stageFile(server.url(path)).path("basename").asText()).isEqualTo(name);
  }

  @Test
  void givesAFileTheNameThatItsUserWants() throws Exception {
    server.serve("/dl", "1");

    ObjectNode staged =
        stage(
            object(
                "{'in': {'class': 'File', 'basename': 'wanted.tif', 'location': '%s'}}"
                    .formatted(server.url("/dl"))));

    assertThat(Path.of(staged.at("/in/path").asText()))
        .isEqualTo(folder.resolve("in/1/wanted.tif"))
        .exists();
  }

  @Test
  void decodesDataUrls() throws Exception {
    ObjectNode staged =
        stage(
            object(
                "{'a': {'class': 'File', 'location': 'data:,a%20b+c'},"
                    + " 'b': {'class': 'File', 'location': 'data:image/png;base64,AQID'}}"));

    assertThat(folder.resolve("a/1/data.txt")).hasContent("a b+c");
    assertThat(staged.at("/b/basename").asText()).isEqualTo("data.png");
    assertThat(folder.resolve("b/1/data.png")).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void followsRedirects() throws Exception {
    server.serve("/real/x.tif", "pixels");
    server.redirect("/moved", "/real/x.tif");

    JsonNode file = stageFile(server.url("/moved"));

    assertThat(Path.of(file.path("path").asText())).hasContent("pixels");
  }

  @Test
  void acceptsWhatIsStagedAlready() throws Exception {
    server.serve("/x.tif", "1");
    JsonNode first = stageFile(server.url("/x.tif"));

    ObjectNode again = Published.JSON.createObjectNode();
    again.set("scene", first);

    assertThat(stage(again)).isEqualTo(again);
  }

  @Test
  void tellsHowManyBytesHaveCome() throws Exception {
    server.serve("/a.bin", new byte[1_500_000]);
    List<String> told = new CopyOnWriteArrayList<>();
    ObjectNode inputs = Published.JSON.createObjectNode();
    inputs.putObject("scene").put("class", "File").put("location", server.url("/a.bin"));

    StageIn.ofServer(settings().build(), here(), S3Sources.none(), Optional.empty())
        .run(
            new SourceUser("t", UsableCredentials.none()),
            progress -> told.add(progress.describe()))
        .stage(inputs, folder);

    assertThat(told).first().asString().matches("Fetching \\d\\.\\d of 1\\.5 MB");
  }

  @Test
  void fetchesSeveralFilesAtOnce() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    for (String path : List.of("/a", "/b")) {
      server.handle(
          path,
          exchange -> {
            both.countDown();
            await(both); // one after the other they would wait in vain
            FileServer.answer(exchange, 200, new byte[] {1});
          });
    }

    stage(
        object(
            "{'in': [{'class': 'File', 'location': '%s'}, {'class': 'File', 'location': '%s'}]}"
                .formatted(server.url("/a"), server.url("/b"))));

    assertThat(folder.resolve("in/2/b")).exists();
  }
}
