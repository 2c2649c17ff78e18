package org.periplus.container.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;

/** A container that we are attached to. */
final class DockerContainer implements RunningContainer {

  private final DockerClient docker;
  private final String id;
  private final Output output;
  private final DockerEngine engine;

  private DockerContainer(DockerClient docker, String id, Output output, DockerEngine engine) {
    this.docker = docker;
    this.id = id;
    this.output = output;
    this.engine = engine;
  }

  /** Attaches to a container that has not been started, so that no byte of its output is missed. */
  static DockerContainer attached(
      DockerClient docker, String id, OutputSink sink, DockerEngine engine)
      throws InterruptedException {
    Output output =
        docker
            .attachContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(new Output(sink));
    output.awaitStarted();
    return new DockerContainer(docker, id, output, engine);
  }

  /** Feeds a file to the standard input of the container, which must run already. */
  void feed(Path file) throws IOException {
    // A connection of its own: docker-java cannot end the input of one that it goes on reading, and
    // the engine ends a container's input when the one connection that feeds it is closed.
    CompletableFuture<ResultCallback.Adapter<Frame>> feeding = new CompletableFuture<>();
    InputStream input =
        new FilterInputStream(Files.newInputStream(file)) {
          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            if (count < 0) {
              ForkJoinPool.commonPool().execute(() -> closeQuietly(feeding.join()));
            }
            return count;
          }
        };
    feeding.complete(
        docker
            .attachContainerCmd(id)
            .withStdIn(input)
            .withFollowStream(true)
            .exec(new ResultCallback.Adapter<Frame>()));
  }

  @Override
  public ContainerExit await() throws ContainerException, InterruptedException {
    try {
      int exitCode = docker.waitContainerCmd(id).exec(new ExitCode()).await();
      output.awaitCompletion();
      ContainerState state = docker.inspectContainerCmd(id).exec().getState();
      return new ContainerExit(exitCode, Boolean.TRUE.equals(state.getOOMKilled()));
    } catch (DockerException e) {
      throw new ContainerException("Container " + id + " is gone: " + DockerEngine.reason(e), e);
    } catch (RuntimeException e) {
      throw engine.failed("Container " + id + " was lost", e);
    } finally {
      detach();
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

  void detach() {
    closeQuietly(output);
  }

  private static void closeQuietly(Closeable stream) {
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
