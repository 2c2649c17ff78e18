package org.periplus.container.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerStartException;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

@Timeout(30)
class HostEngineTest {

  @TempDir Path folder;

  private final HostEngine engine = new HostEngine();
  private final Output output = new Output();

  @AfterEach
  void close() {
    engine.close();
  }

  private static final class Output implements OutputSink {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void stdout(byte[] bytes) {
      out.writeBytes(bytes);
    }

    @Override
    public void stderr(byte[] bytes) {
      err.writeBytes(bytes);
    }
  }

  private ContainerSpec spec(List<Mount> mounts, Optional<Path> stdin, String... command) {
    return new ContainerSpec(
        "ignored",
        List.of(command),
        Map.of("GREETING", "hello"),
        mounts,
        folder.toString(),
        Optional.empty(),
        new Limits(1, 1 << 20, 10, 0),
        ContainerNetwork.OPEN,
        Map.of("job", "one"),
        new Confinement(false, 1024, 0, 16 << 20),
        stdin,
        ContainerSpec.Run.unnamed());
  }

  private RunningContainer start(ContainerSpec spec) throws Exception {
    return engine.start(engine.create(spec), spec, output);
  }

  private ContainerExit run(ContainerSpec spec) throws Exception {
    return start(spec).await();
  }

  @Test
  void outputErrorAndExitCodeComeThrough() throws Exception {
    ContainerExit exit =
        run(spec(List.of(), Optional.empty(), "sh", "-c", "echo $GREETING; echo no >&2; exit 3"));

    assertThat(exit.exitCode()).isEqualTo(3);
    assertThat(output.out.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
    assertThat(output.err.toString(StandardCharsets.UTF_8)).isEqualTo("no\n");
  }

  @Test
  void theServersOwnVariablesAreNotTheTools() throws Exception {
    run(spec(List.of(), Optional.empty(), "env"));

    assertThat(output.out.toString(StandardCharsets.UTF_8).lines())
        .allMatch(line -> line.startsWith("PATH=") || line.equals("GREETING=hello"));
  }

  @Test
  void aFileIsReadAsStandardInputAndNothingElseIs() throws Exception {
    Path file = Files.writeString(folder.resolve("in.txt"), "from a file");
    run(spec(List.of(), Optional.of(file), "cat"));
    run(spec(List.of(), Optional.empty(), "cat"));

    assertThat(output.out.toString(StandardCharsets.UTF_8)).isEqualTo("from a file");
  }

  @Test
  void mountsAreLinksThatReplaceMountPoints() throws Exception {
    Path source = Files.writeString(folder.resolve("scene.tif"), "pixels");
    Path target = folder.resolve("in/1/a b.tif");
    Files.createDirectories(target.getParent());
    Files.createFile(target);
    run(
        spec(
            List.of(
                new Mount(folder, folder.toString(), false),
                new Mount(source, target.toString(), true)),
            Optional.empty(),
            "cat",
            "in/1/a b.tif"));

    assertThat(output.out.toString(StandardCharsets.UTF_8)).isEqualTo("pixels");
    assertThat(target).isSymbolicLink();
  }

  @Test
  void aCommandThatIsNotThereIsTold() {
    assertThatThrownBy(() -> run(spec(List.of(), Optional.empty(), "no-such-program")))
        .isInstanceOfSatisfying(
            ContainerStartException.class, e -> assertThat(e.exitCode()).isEqualTo(127))
        .hasMessageContaining("no-such-program");
  }

  @Test
  void killingEndsWhatTheCommandStartedToo() throws Exception {
    RunningContainer running =
        start(spec(List.of(), Optional.empty(), "sh", "-c", "sleep 1000 & wait"));
    assertThat(engine.find(Map.of("job", "one"))).singleElement().matches(c -> c.running());
    while (ProcessHandle.current().descendants().noneMatch(HostEngineTest::sleeps)) {
      Thread.onSpinWait();
    }

    running.kill();

    assertThat(running.await().exitCode()).isNotZero();
    assertThat(engine.removeAll(Map.of("job", "one"))).isEqualTo(1);
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.info().command().filter(name -> name.endsWith("sleep")).isPresent();
  }
}
