package org.periplus.job.callback;

import java.util.UUID;
import org.periplus.job.CallbackKind;
import org.periplus.trace.JobContext;

/**
 * Something that a subscriber is to be told now.
 *
 * @param job whose news it is
 * @param landingPage the URL of the API as the subscribing client reaches it
 * @param attempt the number of this attempt, from 1
 * @param news which news of the job it is; the same for all attempts to tell them
 */
public record DueCallback(
    UUID id,
    JobContext job,
    CallbackKind kind,
    String uri,
    String landingPage,
    int attempt,
    int news) {

  public UUID jobId() {
    return job.jobId();
  }
}
