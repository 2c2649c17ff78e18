package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerSpec;

/** How the files of this machine get into pods, and what they have made of them back. */
interface PodFiles {

  /**
   * What a pod mounts.
   *
   * @param pod its name
   * @throws ContainerException when a file cannot get there
   */
  PodMounts mounts(String pod, ContainerSpec spec) throws ContainerException;

  /**
   * What a pod that is there waits for before it gets its files, and whoever sees the pod is not to
   * see.
   *
   * @throws ContainerException when it cannot be told
   */
  default Optional<Secret> secret(Pod pod) throws ContainerException {
    return Optional.empty();
  }

  /**
   * Waits until what a pod has left is here, when its command has ended.
   *
   * @throws ContainerException when it does not come
   */
  default void collect(FollowedPod pod) throws ContainerException, InterruptedException {}

  /** Nothing gets to a pod, or back, from now on. */
  default void end(String pod) {}

  /** Removes what is left of pods of which nobody has heard any more. */
  default void removeLeft() {}
}
