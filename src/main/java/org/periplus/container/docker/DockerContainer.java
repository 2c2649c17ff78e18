package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerSpec;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/** A container that was started, and whose output we take. */
final class DockerContainer implements RunningContainer {

  private final DockerClient docker;
  private final String id;
  private final Output output;
  private final boolean takenUp;
  private final Optional<StdinFeed> stdin;
  private final DockerEngine engine;

  private DockerContainer(
      DockerClient docker,
      String id,
      Output output,
      boolean takenUp,
      Optional<StdinFeed> stdin,
      DockerEngine engine) {
    this.docker = docker;
    this.id = id;
    this.output = output;
    this.takenUp = takenUp;
    this.stdin = stdin;
    this.engine = engine;
  }

  /**
   * Attaches to a container that has not been started, so that no byte of its output is missed.
   *
   * @param stdin a file for its standard input, if that is open
   */
  static DockerContainer attached(
      DockerClient docker, String id, Optional<Path> stdin, OutputSink sink, DockerEngine engine)
      throws ContainerException, IOException, InterruptedException {
    // Docker-java cannot end the input of a connection whose output it goes on reading.
    Optional<StdinFeed> feed =
        stdin.isPresent()
            ? Optional.of(StdinFeed.open(stdin.get(), engine.address(), id))
            : Optional.empty();
    try {
      Output output =
          docker
              .attachContainerCmd(id)
              .withStdOut(true)
              .withStdErr(true)
              .withFollowStream(true)
              .exec(new Output(sink));
      output.awaitStarted();
      return new DockerContainer(docker, id, output, false, feed, engine);
    } catch (RuntimeException | InterruptedException e) {
      feed.ifPresent(StdinFeed::abandon);
      throw e;
    }
  }

  /**
   * Follows a container that was started before: the engine keeps what it wrote, byte for byte, and
   * gives it out from the beginning.
   *
   * @return empty when it was never started, or reads what came from the program that started it
   */
  static Optional<RunningContainer> takenUp(
      DockerClient docker, String id, ContainerSpec spec, OutputSink sink, DockerEngine engine) {
    if (spec.stdin().isPresent()
        || "created".equals(docker.inspectContainerCmd(id).exec().getState().getStatus())) {
      return Optional.empty();
    }
    Output output = written(docker, id, true, new Output(sink));
    return Optional.of(new DockerContainer(docker, id, output, true, Optional.empty(), engine));
  }

  private static Output written(DockerClient docker, String id, boolean follow, Output output) {
    return docker
        .logContainerCmd(id)
        .withStdOut(true)
        .withStdErr(true)
        .withFollowStream(follow)
        .exec(output);
  }

  String id() {
    return id;
  }

  /** To be called when the container was started. */
  void started() {
    stdin.ifPresent(feed -> feed.begin(this));
  }

  /** To be called when the container could not be started. */
  void notStarted() {
    closeQuietly(output);
    stdin.ifPresent(StdinFeed::abandon);
  }

  @Override
  public ContainerExit await() throws ContainerException, InterruptedException {
    try {
      int exitCode = docker.waitContainerCmd(id).exec(new ExitCode()).await();
      output.awaitCompletion();
      if (takenUp) {
        // An engine that follows may miss what was written last.
        written(docker, id, false, output.rest()).awaitCompletion();
      }
      if (stdin.isPresent()) {
        stdin.get().finish();
      }
      ContainerState state = docker.inspectContainerCmd(id).exec().getState();
      return new ContainerExit(exitCode, Boolean.TRUE.equals(state.getOOMKilled()));
    } catch (RuntimeException e) {
      // Not when this thread is interrupted: the container goes on, and with all of its input.
      stdin.ifPresent(StdinFeed::close);
      throw e instanceof DockerException gone
          ? new ContainerException("Container " + id + " is gone: " + DockerEngine.reason(gone), e)
          : engine.failed("Container " + id + " was lost", e);
    } finally {
      closeQuietly(output);
    }
  }

  /** Whether it was started and has not ended. */
  boolean isRunning() throws ContainerException {
    try {
      return Boolean.TRUE.equals(docker.inspectContainerCmd(id).exec().getState().getRunning());
    } catch (NotFoundException e) {
      return false;
    } catch (RuntimeException e) {
      throw engine.failed("Container " + id + " could not be looked up", e);
    }
  }

  @Override
  public void kill() throws ContainerException {
    engine.kill(id);
  }

  static void closeQuietly(Closeable stream) {
    try {
      stream.close();
    } catch (IOException e) {
      System.getLogger(DockerContainer.class.getName())
          .log(System.Logger.Level.DEBUG, "A stream was already closed", e);
    }
  }

  /** Waits so that an interrupt is an interrupt, which docker-java's own waiting hides. */
  private static final class ExitCode extends WaitContainerResultCallback {
    int await() throws InterruptedException {
      awaitCompletion();
      return awaitStatusCode();
    }
  }
}
