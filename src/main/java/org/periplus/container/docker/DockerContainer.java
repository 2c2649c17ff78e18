package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/** A container that we are attached to. */
final class DockerContainer implements RunningContainer {

  private final DockerClient docker;
  private final String id;
  private final Output output;
  private final Optional<StdinFeed> stdin;
  private final DockerEngine engine;

  private DockerContainer(
      DockerClient docker,
      String id,
      Output output,
      Optional<StdinFeed> stdin,
      DockerEngine engine) {
    this.docker = docker;
    this.id = id;
    this.output = output;
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
      return new DockerContainer(docker, id, output, feed, engine);
    } catch (RuntimeException | InterruptedException e) {
      feed.ifPresent(StdinFeed::abandon);
      throw e;
    }
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
    try {
      docker.killContainerCmd(id).exec();
    } catch (DockerException e) {
      // 404 and 409: it has ended or is gone, as was wanted.
      if (e.getHttpStatus() != 404 && e.getHttpStatus() != 409) {
        throw engine.failed("Container " + id + " could not be killed", e);
      }
    } catch (RuntimeException e) {
      throw engine.failed("Container " + id + " could not be killed", e);
    }
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

  private static final class Output extends ResultCallback.Adapter<Frame> {
    private final OutputSink sink;

    Output(OutputSink sink) {
      this.sink = sink;
    }

    @Override
    public void onNext(Frame frame) {
      try {
        if (frame.getStreamType() == StreamType.STDERR) {
          sink.stderr(frame.getPayload());
        } else {
          sink.stdout(frame.getPayload());
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
