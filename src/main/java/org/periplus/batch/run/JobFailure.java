package org.periplus.batch.run;

/**
 * Why a job failed.
 *
 * @param reason a sentence for the user
 */
public record JobFailure(String reason, FailureKind kind) {

  /** A failure of no kind of its own. */
  public static JobFailure of(String reason) {
    return new JobFailure(reason, FailureKind.RUN);
  }
}
