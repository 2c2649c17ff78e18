package org.periplus.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerSpec.Run;

/** What each container engine does for who runs tools in it, with a real one. */
public abstract class ContainerEngineContract {

  protected final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());

  /** A folder that containers can see, and whose files anybody may write. */
  @TempDir protected Path folder;

  /** The engine, which the test closes. */
  protected abstract ContainerEngine engine();

  @AfterEach
  void removeContainers() throws Exception {
    engine().removeAll(labels);
  }

  protected SpecBuilder spec(String... command) {
    return new SpecBuilder(labels, command);
  }

  protected Captured run(SpecBuilder spec, Mount... mounts) throws Exception {
    return Captured.run(engine(), spec.mounts(List.of(mounts)).build());
  }

  protected static Mount readOnly(Path source, String target) {
    return new Mount(source, target, true);
  }

  /** A run of which every byte of both streams is wanted. */
  private Run exactly() throws Exception {
    Path kept = open(Files.createDirectory(folder.resolve("kept")));
    return new Run(
        UUID.randomUUID().toString(),
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.of(new ExactOutput(kept, true, true)));
  }

  /** Lets anybody write there. */
  protected static Path open(Path path) {
    assertThat(path.toFile().setWritable(true, false)).isTrue();
    return path;
  }

  @Test
  void keepsStdoutAndStderrApartAndEveryByteOfWhatIsWantedExactly() throws Exception {
    byte[] random = new byte[5 << 20];
    new Random(7).nextBytes(random);
    Files.write(folder.resolve("random"), random);

    Captured run =
        run(
            spec("sh", "-c", "cat /in/random; echo to the log >&2").run(exactly()),
            readOnly(folder, "/in"));

    assertThat(run.exit.exitCode()).isZero();
    assertThat(run.stdout.toByteArray()).isEqualTo(random);
    assertThat(run.stderr.toString(UTF_8)).isEqualTo("to the log\n");
  }

  @Test
  void handsOutputOverWhileTheContainerRuns() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    Captured sink =
        new Captured() {
          @Override
          public void stdout(byte[] bytes) {
            seen.countDown();
          }
        };
    ContainerSpec spec = spec("sh", "-c", "echo early; exec sleep 60").build();
    RunningContainer running = engine().start(engine().create(spec), spec, sink);

    assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
    running.kill();
    assertThat(running.await().exitCode()).isEqualTo(137);
  }

  @Test
  void givesTheExitCode() throws Exception {
    assertThat(run(spec("sh", "-c", "exit 42")).exit.exitCode()).isEqualTo(42);
  }

  @Test
  void feedsAFileToStdin() throws Exception {
    Path input = Files.writeString(folder.resolve("input"), "one\ntwo\n");

    Captured run = run(spec("wc", "-l").stdin(input));

    assertThat(run.stdout.toString(UTF_8).strip()).isEqualTo("2");
  }

  @Test
  void givesArgumentsAndVariablesAsTheyAre() throws Exception {
    String odd = "$HOME $(GREETING) $$ $$$ ${x} `id` \\ \" ' \u00fc";

    Captured run =
        run(
            spec("sh", "-c", "printf '%s|%s' \"$1\" \"$ODD\"", "sh", odd)
                .environment(Map.of("ODD", odd, "GREETING", "hello")));

    assertThat(run.stdout.toString(UTF_8)).isEqualTo(odd + "|" + odd);
  }

  @Test
  void refusesWritesToReadOnlyMounts() throws Exception {
    Captured run = run(spec("sh", "-c", "echo x > /in/file 2>&1"), readOnly(folder, "/in"));

    assertThat(run.exit.exitCode()).isNotZero();
    assertThat(run.all()).contains("Read-only file system");
  }

  @Test
  void mountsNamesWithSpacesColonsCommasAndUnicode() throws Exception {
    Path odd = Files.createDirectory(folder.resolve("a b:c,d=é'\"ü"));
    Files.writeString(odd.resolve("f"), "found");

    Captured run = run(spec("cat", "/in/sp ace:ü/f"), readOnly(odd, "/in/sp ace:ü"));

    assertThat(run.stdout.toString(UTF_8)).isEqualTo("found");
  }

  @Test
  void givesNoCapabilitiesAndNoNewPrivileges() throws Exception {
    Captured run = run(spec("grep", "-E", "^(CapEff|NoNewPrivs)", "/proc/self/status"));

    assertThat(run.stdout.toString(UTF_8))
        .contains("CapEff:\t0000000000000000")
        .contains("NoNewPrivs:\t1");
  }

  @Test
  void tellsThatTheMemoryLimitEndedIt() throws Exception {
    ContainerExit exit =
        run(spec("sh", "-c", "tail /dev/zero & wait $!").limits(new Limits(1, 32L << 20, 64, 0)))
            .exit;

    assertThat(exit.outOfMemory()).isTrue();
    assertThat(exit.exitCode()).isEqualTo(137);
  }

  @Test
  void runsInTheWorkingDirectoryAsTheUserWithTheEnvironment() throws Exception {
    Captured run = run(spec("sh", "-c", "pwd; id -u; id -g; echo $GREETING").user("1234:5678"));

    assertThat(run.stdout.toString(UTF_8)).isEqualTo("/tmp\n1234\n5678\nhello there\n");
  }

  @Test
  void writesToItsMountsOnlyWhenItIsReadOnly() throws Exception {
    open(folder);
    Captured ran =
        run(
            spec("sh", "-c", "touch /here 2>&1; touch /mine/x && echo yes")
                .confinement(new Confinement(true, 77, 0, 4 << 20)),
            new Mount(folder, "/mine", false));

    assertThat(ran.all()).contains("Read-only file system").contains("yes\n");
  }

  @Test
  protected void takesUpAContainerWithAllThatItHasWritten() throws Exception {
    ContainerSpec spec =
        spec("sh", "-c", "echo one; until [ -e /in/go ]; do sleep 0.1; done; echo two; exit 7")
            .mounts(List.of(readOnly(folder, "/in")))
            .build();
    String id = engine().create(spec);
    engine().start(id, spec, new Captured());
    Captured second = new Captured();

    RunningContainer taken = engine().attach(id, spec, second).orElseThrow();
    Files.createFile(folder.resolve("go"));

    assertThat(taken.await().exitCode()).isEqualTo(7);
    assertThat(second.stdout.toString(UTF_8)).isEqualTo("one\ntwo\n");
  }

  @Test
  void takesUpAContainerThatHasEnded() throws Exception {
    ContainerSpec spec = spec("sh", "-c", "echo said; exit 3").build();
    String id = engine().create(spec);
    engine().start(id, spec, new Captured()).await();
    Captured second = new Captured();

    assertThat(engine().attach(id, spec, second).orElseThrow().await().exitCode()).isEqualTo(3);
    assertThat(second.stdout.toString(UTF_8)).isEqualTo("said\n");
  }

  @Test
  void takesUpNothingThatIsNotThere() throws Exception {
    ContainerSpec spec = spec("true").build();
    String id = engine().create(spec);
    engine().remove(id);

    assertThat(engine().attach(id, spec, new Captured())).isEmpty();
  }

  @Test
  void killingWhatHasEndedOrIsGoneIsNoError() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    String id = engine().create(spec);
    RunningContainer running = engine().start(id, spec, new Captured());

    engine().kill(id);

    assertThat(running.await().exitCode()).isEqualTo(137);
    assertThat(engine().find(labels)).noneMatch(FoundContainer::running);
    engine().kill(id);
    engine().remove(id);
    engine().kill(id);
  }

  @Test
  void leavesNoContainerWithTheLabels() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    engine().start(engine().create(spec), spec, new Captured());
    ContainerSpec other = spec("sleep", "60").build();
    engine().start(engine().create(other), other, new Captured());

    assertThat(engine().find(labels)).hasSize(2).allMatch(found -> found.labels().equals(labels));
    assertThat(engine().removeAll(labels)).isEqualTo(2);
    assertThat(engine().find(labels)).isEmpty();
  }

  @Test
  void losesNoOutputOfManyShortContainers() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<String>> outputs =
          IntStream.range(0, 40)
              .mapToObj(
                  i ->
                      threads.submit(
                          () ->
                              run(spec("echo", "number " + i)
                                      .limits(new Limits(0.1, 64L << 20, 64, 0)))
                                  .stdout
                                  .toString(UTF_8)
                                  .strip()))
              .toList();
      for (int i = 0; i < outputs.size(); i++) {
        assertThat(outputs.get(i).get()).isEqualTo("number " + i);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void killsFromAnotherThread() throws Exception {
    ContainerSpec spec = spec("sleep", "60").build();
    RunningContainer running = engine().start(engine().create(spec), spec, new Captured());
    CompletableFuture<ContainerExit> exit =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return running.await();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    running.kill();
    running.kill();

    assertThat(exit.get(30, TimeUnit.SECONDS).exitCode()).isEqualTo(137);
  }
}
