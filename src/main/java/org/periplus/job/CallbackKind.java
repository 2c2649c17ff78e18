package org.periplus.job;

import java.util.Optional;

/** What a subscriber of a job is told: OGC API - Processes Part 1, schema {@code subscriber}. */
public enum CallbackKind {
  IN_PROGRESS("inProgressUri"),
  SUCCESS("successUri"),
  FAILED("failedUri");

  private final String member;

  CallbackKind(String member) {
    this.member = member;
  }

  /** The member of {@code subscriber} that holds the address. */
  public String member() {
    return member;
  }

  /** What the end of a job tells; a dismissed job is told where a failed one is. */
  public static Optional<CallbackKind> ofEnd(JobStatus status) {
    return switch (status) {
      case SUCCESSFUL -> Optional.of(SUCCESS);
      case FAILED, DISMISSED -> Optional.of(FAILED);
      case CREATED, ACCEPTED, RUNNING -> Optional.empty();
    };
  }
}
