package org.periplus.staging.file;

import java.util.Collection;
import java.util.concurrent.CompletableFuture;

/** Several pieces of work that are one. */
public final class AllOf {

  private AllOf() {}

  /** Ends when all have ended well, or when the first fails, whatever the others still do. */
  public static CompletableFuture<Void> all(Collection<? extends CompletableFuture<?>> parts) {
    CompletableFuture<Object> failure = new CompletableFuture<>();
    CompletableFuture<?>[] watched =
        parts.stream()
            .map(
                part ->
                    part.whenComplete(
                        (result, e) -> {
                          if (e != null) {
                            failure.completeExceptionally(e);
                          }
                        }))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.anyOf(CompletableFuture.allOf(watched), failure)
        .thenAccept(first -> {});
  }
}
