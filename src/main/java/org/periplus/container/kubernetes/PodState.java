package org.periplus.container.kubernetes;

/** How far a pod is, as far as its container is concerned. */
sealed interface PodState {

  /** What a pod waits for that has not started. */
  enum Cause {
    /** A node with room. */
    NODE,
    /** Its image. */
    IMAGE,
    /** Its files, which are fetched. */
    FILES,
    /** All else that its node does first. */
    START
  }

  /**
   * It has not started.
   *
   * @param why what the cluster says; empty when it says nothing
   * @param hopeless whether it never will
   */
  record Waiting(Cause cause, String why, boolean hopeless) implements PodState {}

  /**
   * It runs.
   *
   * @param image the digest of its image, as the node says it
   * @param address the pod's own
   * @param leaving whether the pod was deleted
   */
  record Running(String node, String image, String address, boolean leaving) implements PodState {}

  /** Nothing more will become of it. */
  sealed interface Ended extends PodState {}

  /** Its command has ended. */
  record Exited(int code, boolean outOfMemory) implements Ended {}

  /** Its command could not be started. */
  record NotStarted(String why) implements Ended {}

  /** It has used more than it may of something that no exit code tells of. */
  record OverLimit(String why) implements Ended {}

  /** The cluster has ended it, or somebody else. */
  record Lost(String why) implements Ended {}
}
