package org.periplus.api.guard;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Runs something when an answer that a request did not wait for is over. */
record AnswerEnd(Runnable run) implements AsyncListener {

  @Override
  public void onComplete(AsyncEvent event) {
    run.run();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    run.run();
  }

  @Override
  public void onError(AsyncEvent event) {
    run.run();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    event.getAsyncContext().addListener(this);
  }
}
