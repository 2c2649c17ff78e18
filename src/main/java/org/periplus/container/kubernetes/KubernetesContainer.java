package org.periplus.container.kubernetes;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerExit;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.ContainerStartException;
import org.periplus.container.ImageUnavailableException;
import org.periplus.container.OutputSink;
import org.periplus.container.RunningContainer;
import org.periplus.container.kubernetes.PodState.Cause;
import org.periplus.container.kubernetes.PodState.Ended;
import org.periplus.container.kubernetes.PodState.Exited;
import org.periplus.container.kubernetes.PodState.Lost;
import org.periplus.container.kubernetes.PodState.NotStarted;
import org.periplus.container.kubernetes.PodState.OverLimit;
import org.periplus.container.kubernetes.PodState.Running;
import org.periplus.container.kubernetes.PodState.Waiting;
import org.periplus.container.kubernetes.placement.Placements;

/** A pod that was made, from here on until its command has ended. */
final class KubernetesContainer implements RunningContainer {

  private static final String NOT_FOUND = "no such file or directory|executable file not found";

  private final KubernetesEngine engine;
  private final PodFiles files;
  private final Placements placements;
  private final KubernetesSettings.Patience patience;
  private final FollowedPod pod;
  private final ContainerSpec spec;
  private final PodLog log;
  private final OutputSink sink;
  private boolean started;

  KubernetesContainer(
      KubernetesEngine engine,
      PodFiles files,
      KubernetesSettings settings,
      FollowedPod pod,
      ContainerSpec spec,
      PodLog log,
      OutputSink sink) {
    this.engine = engine;
    this.files = files;
    this.placements = settings.placements();
    this.patience = settings.patience();
    this.pod = pod;
    this.spec = spec;
    this.log = log;
    this.sink = sink;
  }

  /** Waits until its command runs or has ended. */
  void awaitStart() throws ContainerException, InterruptedException {
    PodState state = pod.state();
    Cause cause = Cause.START;
    long since = System.nanoTime();
    while (state instanceof Waiting waiting) {
      if (!waiting.why().isEmpty()) {
        sink.waits(waiting.why());
      }
      if (waiting.cause() != cause) {
        cause = waiting.cause();
        since = System.nanoTime();
      }
      // A node that tries again says so between two answers of the registry: one wait for both.
      Duration left = patience(cause).minusNanos(System.nanoTime() - since);
      if (waiting.hopeless() || left.isNegative()) {
        throw givenUp(waiting);
      }
      state = pod.awaitOther(state, left.plusMillis(1));
    }
    if (state instanceof Lost || state instanceof NotStarted || state instanceof OverLimit) {
      throw failure((Ended) state);
    }
    begin(state);
  }

  private Duration patience(Cause cause) {
    // Whoever fetches files gives up by itself; only its node may say nothing any more.
    return cause == Cause.NODE || cause == Cause.FILES ? patience.schedule() : patience.image();
  }

  private ContainerException givenUp(Waiting waiting) throws ContainerException {
    engine.kill(pod.name());
    return switch (waiting.cause()) {
      case IMAGE -> new ImageUnavailableException(spec.image(), waiting.why());
      case NODE ->
          new ContainerException(
              "No node took its pod within %s: %s".formatted(patience.schedule(), waiting.why()),
              null);
      case FILES ->
          new ContainerException("Its files did not come within " + patience.schedule(), null);
      case START ->
          new ContainerStartException(
              126,
              waiting.why().isEmpty()
                  ? "its node did not make the container within " + patience.image()
                  : waiting.why(),
              null);
    };
  }

  private void begin(PodState state) throws ContainerException {
    if (started) {
      return;
    }
    started = true;
    if (state instanceof Running running) {
      note("on node %s%s, image %s".formatted(running.node(), pool(), running.image()));
    }
    log.follow();
  }

  private String pool() {
    return spec.run()
        .pool()
        .map(
            name ->
                placements.pool(spec.run()).isPresent()
                    ? " of the pool '%s'".formatted(name)
                    : ", there is no pool '%s' for this process".formatted(name))
        .orElse("");
  }

  private void note(String text) throws ContainerException {
    try {
      sink.notes(text);
    } catch (IOException e) {
      throw notTaken(e);
    }
  }

  @Override
  public ContainerExit await() throws ContainerException, InterruptedException {
    try {
      awaitStart();
      Ended end = awaitEnd();
      if (!(end instanceof Exited exited)) {
        throw failure(end);
      }
      log.finish(patience.log());
      files.collect(pod);
      Optional<ExactOutput> exact = spec.run().exact();
      if (exact.isPresent()) {
        ExactStreams.hand(exact.get(), sink);
      }
      return new ContainerExit(exited.code(), exited.outOfMemory());
    } catch (IOException e) {
      throw notTaken(e);
    } finally {
      log.close();
    }
  }

  private Ended awaitEnd() throws ContainerException, InterruptedException {
    PodState state = pod.state();
    while (!(state instanceof Ended)) {
      boolean leaving = state instanceof Running running && running.leaving();
      PodState next = pod.awaitOther(state, leaving ? patience.node() : Duration.ofDays(1));
      if (leaving && next.equals(state)) {
        return abandoned();
      }
      state = next;
    }
    return (Ended) state;
  }

  /** Its node says nothing any more: nobody else would take the pod from the API server. */
  private Ended abandoned() throws ContainerException {
    engine.discard(pod.name());
    return new Lost("its node has not said within %s that it ended".formatted(patience.node()));
  }

  private ContainerException failure(Ended end) {
    if (end instanceof Lost lost) {
      return new ContainerLostException("The container was lost: " + lost.why(), null);
    }
    if (end instanceof NotStarted notStarted) {
      boolean notFound = notStarted.why().matches("(?s).*(" + NOT_FOUND + ").*");
      return new ContainerStartException(notFound ? 127 : 126, notStarted.why(), null);
    }
    return new ContainerException(((OverLimit) end).why(), null);
  }

  private static ContainerException notTaken(IOException e) {
    return new ContainerException("The output could not be taken: " + e.getMessage(), e);
  }

  @Override
  public boolean hasEnded() {
    return pod.hasEnded();
  }

  @Override
  public void kill() throws ContainerException {
    engine.kill(pod.name());
  }
}
