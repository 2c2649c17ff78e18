package org.periplus.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.confinement.FolderConfiguration;
import org.periplus.job.Job;
import org.periplus.job.JobStatus;

/** What a tool can do to the server's machine, and what of its doing is left in results. */
@Timeout(300)
class ConfinementTest {

  @TempDir Path temporary;

  private Path data;
  private Path victim;
  private BatchServer server;

  @BeforeEach
  void start() throws Exception {
    data = temporary.resolve("data");
    victim = Files.writeString(temporary.resolve("victim"), "kept");
    server = new BatchServer(data);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void startAnew() throws Exception {
    server.close();
    server = new BatchServer(data);
    server.takeUpOpenJobs();
  }

  private static String tool(String script, String outputs) {
    return tool(script, outputs, "{}");
  }

  private static String tool(String script, String outputs, String requirements) {
    return """
    cwlVersion: v1.2
    class: CommandLineTool
    id: tool
    requirements: %s
    baseCommand: [sh, -c]
    arguments: ["%s"]
    inputs: {}
    outputs: %s
    """
        .formatted(requirements, script, outputs);
  }

  private static String directory(String script) {
    return tool(script, "{ dir: { type: Directory, outputBinding: { glob: out } } }");
  }

  private Job successful(Job job) {
    assertThat(job.status()).as(job.message()).isEqualTo(JobStatus.SUCCESSFUL);
    return job;
  }

  private void failsPlainly(Job job, String... words) throws Exception {
    assertThat(job.status()).isEqualTo(JobStatus.FAILED);
    assertThat(job.message())
        .contains(words)
        .doesNotContain(data.toString())
        .doesNotContain("Exception")
        .doesNotContain("internal error");
    assertThat(server.containers(job.id())).isZero();
  }

  private static int mode(Path file) throws IOException {
    return (int) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 07777;
  }

  @Test
  void aToolIsNobodyAndCanWriteToItsOwnFoldersOnly() throws Exception {
    Job job =
        successful(
            server.run(
                tool(
                    "id -u; grep CapEff /proc/self/status; touch /here 2>/dev/null || echo no;"
                        + " ulimit -n; ulimit -c; touch $TMPDIR/x $HOME/y /tmp/z && echo yes",
                    "{ said: stdout }")));

    assertThat(server.results(job.id()).values())
        .singleElement()
        .asString()
        .isEqualTo("65534\nCapEff:\t0000000000000000\nno\n16384\n0\nyes\n");
  }

  @Test
  void aResultIsTheServersAndHasNoSetIdBits() throws Exception {
    Job job =
        successful(
            server.run(
                directory(
                    "umask 077; mkdir -p out/d; cp /bin/sh out/d/sh; chmod 6755 out/d/sh;"
                        + " chmod 2777 out; echo 1 > out/private")));

    Path results = data.resolve("results").resolve(job.id().toString());
    Object server = Files.getAttribute(data, "unix:uid");
    try (Stream<Path> files = Files.walk(results)) {
      for (Path file : files.toList()) {
        assertThat(Files.getAttribute(file, "unix:uid")).as(file.toString()).isEqualTo(server);
        assertThat(mode(file) & 07022).as(file.toString()).isZero();
      }
    }
    assertThat(results.resolve("dir/out/private")).hasContent("1");
    assertThat(mode(data)).isEqualTo(0700);
    assertThat(mode(data.resolve("db/periplus.mv.db"))).isEqualTo(0600);
  }

  @Test
  void whatAToolMayWriteToIsItsOwnAlsoWhenItIsACopy() throws Exception {
    Job job =
        successful(
            server.awaitEnd(
                server.launch(
                    """
                    cwlVersion: v1.2
                    class: CommandLineTool
                    id: tool
                    requirements:
                      DockerRequirement: { dockerPull: 'debian:stable-slim' }
                      InitialWorkDirRequirement:
                        listing:
                        - { entry: $(inputs.folder), entryname: folder, writable: true }
                        - { entry: '$(inputs.folder.listing[0])', entryname: /placed/one, writable: true }
                        - { entry: "text", entryname: /placed/two }
                    baseCommand: [sh, -c]
                    arguments: ['echo b >> folder/a; echo c > folder/c; echo d >> /placed/one; cat folder/* /placed/*']
                    inputs: { folder: { type: Directory, loadListing: shallow_listing } }
                    outputs: { said: stdout }
                    """,
                    "{'folder': {'class': 'Directory', 'basename': 'f', 'listing':"
                        + " [{'class': 'File', 'basename': 'a', 'location': 'data:,a'}]}}")));

    assertThat(server.results(job.id()).values()).containsExactly("ab\nc\nad\ntext");
  }

  @Test
  void aToolReadsWhatAnEarlierOneHasLeft() throws Exception {
    Job job =
        successful(
            server.run(
                """
                cwlVersion: v1.2
                class: Workflow
                requirements: { InlineJavascriptRequirement: {} }
                inputs: {}
                outputs: { said: { type: File, outputSource: second/said } }
                steps:
                  first:
                    in: {}
                    out: [dir]
                    run:
                      class: CommandLineTool
                      baseCommand: [sh, -c, 'umask 077; mkdir -p out/in; echo 1 > out/in/a; chmod 0 out/in/a; ln -s in out/link']
                      inputs: {}
                      outputs: { dir: { type: Directory, outputBinding: { glob: out } } }
                  second:
                    in: { dir: first/dir }
                    out: [said]
                    run:
                      class: CommandLineTool
                      baseCommand: [sh, -c, 'cat "$0/in/a" "$0/link/a"']
                      inputs: { dir: { type: Directory, inputBinding: {} } }
                      outputs: { said: stdout }
                """));

    assertThat(server.results(job.id()).values()).containsExactly("1\n1\n");
  }

  @Test
  void aLinkInPlaceOfTheStandardOutputsFileLeadsNowhere() throws Exception {
    UUID id =
        server.launch(
            tool(
                "ln -sf %s out.txt; ln -sf %s err.txt; echo begun; sleep 4; echo ended; echo oh >&2"
                    .formatted(victim, victim),
                "{ out: stdout, err: stderr }\nstdout: out.txt\nstderr: err.txt"),
            "{}");
    server.awaitContainer(id, "tool");
    startAnew();
    successful(server.awaitEnd(id));

    assertThat(victim).hasContent("kept");
    assertThat(server.results(id))
        .containsEntry("out.txt", "begun\nended\n")
        .containsEntry("err.txt", "oh\n");
  }

  @Test
  void aLinkInPlaceOfTheFolderOfTheStandardOutputIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Job job =
        server.run(
            tool(
                "rmdir logs; ln -s %s logs; echo 1".formatted(elsewhere),
                "{ out: stdout }\nstdout: logs/out.txt"));

    failsPlainly(job, "'stdout'", "logs/out.txt");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFileThatTheToolWritesItselfIsNotLostToAnEmptyStream() throws Exception {
    Job job = successful(server.run(tool("echo 1 > out.txt", "{ out: stdout }\nstdout: out.txt")));

    assertThat(server.results(job.id())).containsEntry("out.txt", "1\n");
  }

  /** A folder in which something is mounted can be renamed. */
  @Test
  void aLinkInPlaceOfAFolderWithAMountedInputIsNotFollowed() throws Exception {
    UUID id =
        server.launch(
            """
            cwlVersion: v1.2
            class: CommandLineTool
            id: tool
            requirements:
              InitialWorkDirRequirement:
                listing: [ { entry: $(inputs.file), entryname: out/sub/victim } ]
            baseCommand: [sh, -c]
            arguments: ['mv out/sub out/moved; ln -s %s out/sub; echo 1 > out/a']
            inputs: { file: File }
            outputs: { dir: { type: Directory, outputBinding: { glob: out } } }
            """
                .formatted(temporary),
            "{'file': {'class': 'File', 'location': 'data:,input'}}");
    Job job = server.awaitEnd(id);

    assertThat(victim).hasContent("kept");
    failsPlainly(job, "'out/sub' is a link to", "which is neither in the output directory");
  }

  @Test
  void aLinkThatAnUpdateInPlaceLeavesIsNotFollowed() throws Exception {
    Job job =
        server.run(
            """
            cwlVersion: v1.2
            class: Workflow
            requirements: { InlineJavascriptRequirement: {} }
            inputs: {}
            outputs: { said: { type: File, outputSource: third/said } }
            steps:
              first:
                in: {}
                out: [dir]
                run:
                  class: CommandLineTool
                  baseCommand: [sh, -c, 'mkdir out; echo 1 > out/a']
                  inputs: {}
                  outputs: { dir: { type: Directory, outputBinding: { glob: out } } }
              second:
                in: { dir: first/dir }
                out: [done]
                run:
                  class: CommandLineTool
                  requirements:
                    InplaceUpdateRequirement: { inplaceUpdate: true }
                    InitialWorkDirRequirement:
                      listing: [ { entry: $(inputs.dir), entryname: dir, writable: true } ]
                  baseCommand: [sh, -c, 'ln -s %s dir/b; echo 2 >> dir/a']
                  inputs: { dir: Directory }
                  outputs: { done: { type: string, outputBinding: { outputEval: yes } } }
              third:
                in: { dir: first/dir, done: second/done }
                out: [said]
                run:
                  class: CommandLineTool
                  requirements:
                    InitialWorkDirRequirement:
                      listing: [ { entry: $(inputs.dir), entryname: dir, writable: true } ]
                  baseCommand: [sh, -c, 'cat dir/*']
                  inputs: { dir: Directory, done: string }
                  outputs: { said: stdout }
            """
                .formatted(victim));

    failsPlainly(job, "Step second", "is a link to '/", "neither in the output directory");
  }

  @Test
  void aLinkToAFolderThatHoldsItIsNamed() throws Exception {
    failsPlainly(
        server.run(directory("mkdir out; echo 1 > out/a; ln -s . out/self")),
        "'out/self' is a link to a folder that holds it");
    failsPlainly(
        server.run(directory("mkdir out; echo 1 > out/a; ln -s .. out/up")),
        "'out/up' is a link to a folder that holds it");
    failsPlainly(
        server.run(directory("mkdir out other; ln -s ../other out/other; ln -s ../out other/out")),
        "'other/out' is a link to a folder that holds it");
    failsPlainly(
        server.run(directory("mkdir -p out/a out/b; ln -s ../b out/a/x; ln -s ../a out/b/y")),
        "is a link to a folder that holds it");
  }

  @Test
  void linksThatEndKeepWorking() throws Exception {
    Job job =
        successful(
            server.run(
                directory(
                    "mkdir -p out/a other/deep; echo 1 > out/a/f; echo 2 > other/deep/g; ln -s a"
                        + " out/again; ln -s /periplus/out/other out/other; ln -s deep/g"
                        + " other/h")));

    assertThat(server.results(job.id())).isEqualTo(Map.of("f", "1\n", "g", "2\n", "h", "2\n"));
  }

  @Test
  void foldersThatAreNestedTooDeepAreNamed() throws Exception {
    failsPlainly(
        server.run(directory("mkdir out; cd out; for i in `seq 900`; do mkdir d; cd d; done")),
        "is nested deeper than 100 folders");
  }

  @Test
  void aToolThatLeavesTooManyFilesIsTold() throws Exception {
    server.close();
    server =
        new BatchServer(
            BatchSite.in(data)
                .withConfinement(
                    ConfinementConfiguration.defaults(),
                    new FolderConfiguration(
                        1000, 100, FolderConfiguration.defaults().maxOutputObject())));

    failsPlainly(
        server.run(directory("mkdir out; cd out; seq 1001 | xargs touch")),
        "it has more than 1000 files and folders");
  }

  @Test
  void aHundredThousandFilesAreAResult() throws Exception {
    UUID id =
        server.launch(
            directory(
                "perl -e 'mkdir q(out); for $d (1..100) { mkdir qq(out/$d);"
                    + " for (1..1000) { open(F, q(>), qq(out/$d/$_)) } }'"),
            "{}");
    server.ended(id, Duration.ofMinutes(4)).get(4, TimeUnit.MINUTES);
    successful(server.job(id));

    Path results = data.resolve("results").resolve(id.toString());
    try (Stream<Path> files = Files.walk(results)) {
      assertThat(files.filter(Files::isRegularFile).count()).isEqualTo(100_000);
    }
  }
}
