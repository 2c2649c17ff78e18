package org.periplus.batch.image;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;

/**
 * Removes the images that were made for packages when nothing has used them for a time. Safe for
 * use by several threads.
 */
final class UnusedImages {

  private static final System.Logger LOG = System.getLogger(UnusedImages.class.getName());

  private final ContainerEngine engine;
  private final Duration kept;

  /**
   * @param users how many use it now
   * @param uses how many there have been, which tells one time without users from the next
   */
  private record Use(int users, long uses) {
    static final Use NONE = new Use(0, 0);
  }

  private final Map<String, Use> uses = new ConcurrentHashMap<>();

  UnusedImages(ContainerEngine engine, Duration kept) {
    this.engine = engine;
    this.kept = kept;
  }

  /** Somebody begins to use it. */
  void begin(String name) {
    uses.merge(name, new Use(1, 1), (was, one) -> new Use(was.users + 1, was.uses + 1));
  }

  /** Somebody no longer uses it. */
  void end(String name) {
    Use now = uses.computeIfPresent(name, (any, was) -> new Use(was.users - 1, was.uses));
    if (now != null && now.users == 0) {
      removeLater(name, now);
    }
  }

  /** Sees to what an earlier server has left. */
  void sweep() {
    try {
      for (String repository : OwnImages.MADE) {
        for (String name : engine.images(repository)) {
          if (uses.putIfAbsent(name, Use.NONE) == null) {
            removeLater(name, Use.NONE);
          }
        }
      }
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.INFO, "Unused images are looked for later: {0}", e.getMessage());
    }
  }

  private void removeLater(String name, Use unused) {
    CompletableFuture.delayedExecutor(kept.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> removeIfStill(name, unused));
  }

  private void removeIfStill(String name, Use unused) {
    if (!uses.remove(name, unused)) {
      return; // Somebody has used it since.
    }
    try {
      if (engine.removeImage(name)) {
        LOG.log(System.Logger.Level.INFO, "Image {0} was removed, since nothing uses it", name);
      }
    } catch (ContainerException e) {
      LOG.log(System.Logger.Level.WARNING, "Image {0} is removed later: {1}", name, e.getMessage());
    }
  }
}
