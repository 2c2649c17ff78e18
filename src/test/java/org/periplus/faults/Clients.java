package org.periplus.faults;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Clients that are at work at the same time, each in a thread of its own. */
final class Clients {

  private Clients() {}

  static <T> CompletableFuture<T> begin(Callable<T> client) {
    CompletableFuture<T> end = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                end.complete(client.call());
              } catch (Exception | AssertionError e) {
                end.completeExceptionally(e);
              }
            },
            "client");
    thread.setDaemon(true);
    thread.start();
    return end;
  }
}
