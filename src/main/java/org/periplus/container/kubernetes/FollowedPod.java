package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.periplus.container.kubernetes.PodState.Cause;
import org.periplus.container.kubernetes.PodState.Ended;
import org.periplus.container.kubernetes.PodState.Exited;
import org.periplus.container.kubernetes.PodState.Lost;
import org.periplus.container.kubernetes.PodState.Waiting;

/** One pod as it is seen from here, from before it is made until it is gone. Shared by threads. */
final class FollowedPod {

  private static final Exited KILLED = new Exited(137, false);

  private final String name;
  private Optional<Pod> last = Optional.empty();
  private PodState state = new Waiting(Cause.START, "", false);
  private boolean killed;
  private boolean gone;
  private Instant made = Instant.MAX;

  FollowedPod(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /** It was made, or found. A pod that had its name before is another. */
  synchronized void is(Pod pod) {
    if (last.isEmpty()) {
      last = Optional.of(pod);
      made = Instant.now();
      become(PodReading.of(pod));
    } else {
      seen(pod);
    }
  }

  /** What the API server says of a pod of its name now. */
  synchronized void seen(Pod pod) {
    if (!gone && isThis(pod) && !isOlder(pod, last.orElseThrow())) {
      last = Optional.of(pod);
      become(PodReading.of(pod));
    }
  }

  private boolean isThis(Pod pod) {
    return last.filter(own -> uid(own).equals(uid(pod))).isPresent();
  }

  private static String uid(Pod pod) {
    return pod.getMetadata().getUid();
  }

  /** The answer to a request and the informer's event may come in any order. */
  private static boolean isOlder(Pod one, Pod other) {
    try {
      return Long.parseUnsignedLong(one.getMetadata().getResourceVersion())
          < Long.parseUnsignedLong(other.getMetadata().getResourceVersion());
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * The API server no longer has a pod of its name.
   *
   * @param pod as it was last
   * @param unseen whether it may have changed since then
   */
  synchronized void gone(Pod pod, boolean unseen) {
    if (isThis(pod)) {
      gone(PodReading.gone(unseen ? last : Optional.of(pod)));
    }
  }

  /** The API server does not have it. */
  synchronized void gone() {
    gone(PodReading.gone(last));
  }

  private void gone(Ended end) {
    gone = true;
    become(end);
    notifyAll();
  }

  private void become(PodState next) {
    if (state instanceof Ended) {
      return; // What comes later is what becomes of the pod, and not of its command.
    }
    state = killed && next instanceof Lost ? KILLED : next;
    notifyAll();
  }

  /** From now on its end is one that was wanted here. */
  synchronized void killed() {
    killed = true;
    if (last.isEmpty()) {
      become(KILLED); // There is no pod yet, and there will be none.
    }
    notifyAll();
  }

  /** Whether its end was wanted here. */
  synchronized boolean isKilled() {
    return killed;
  }

  /** As it was seen last; empty before it was made. */
  synchronized Optional<Pod> latest() {
    return last;
  }

  synchronized PodState state() {
    return state;
  }

  synchronized boolean hasEnded() {
    return state instanceof Ended;
  }

  synchronized boolean isGone() {
    return gone;
  }

  /** Whether the API server has had it for so long that the informer must have seen it. */
  synchronized boolean isMadeBefore(Instant time) {
    return last.isPresent() && made.isBefore(time) && !gone;
  }

  /**
   * Waits until it is something else.
   *
   * @param known what it is known to be
   * @param atMost after what time it is known well enough
   * @return what it is
   */
  synchronized PodState awaitOther(PodState known, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long rest = atMost.toNanos();
        rest > 0 && state.equals(known);
        rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    return state;
  }

  /** Waits until the API server no longer has it; whether that came in time. */
  synchronized boolean awaitGone(Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long rest = atMost.toNanos(); rest > 0 && !gone; rest = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, rest);
    }
    return gone;
  }
}
