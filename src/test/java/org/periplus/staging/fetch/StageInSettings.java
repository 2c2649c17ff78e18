package org.periplus.staging.fetch;

import java.time.Duration;
import java.util.List;
import org.periplus.configuration.DataSize;

/** What stage-in may do in a test: the defaults, but for what is set. Used by one thread. */
public final class StageInSettings {

  private static final StageInConfiguration DEFAULTS = StageInConfiguration.defaults();

  private DataSize maxSize = DEFAULTS.maxSize();
  private Duration timeout = DEFAULTS.idleTimeout();
  private Duration connectTimeout = DEFAULTS.connectTimeout();
  private int retries = DEFAULTS.retries();
  private Duration retryDelay = DEFAULTS.retryDelay();
  private List<String> assets = DEFAULTS.assets();
  private int maxItems = DEFAULTS.maxItems();
  private int maxObjects = DEFAULTS.maxObjects();

  /** How much one job may fetch. */
  public StageInSettings maxSize(long bytes) {
    maxSize = new DataSize(bytes);
    return this;
  }

  /** How long a server may take to accept a connection, to begin an answer, or pause within one. */
  public StageInSettings timeout(Duration longest) {
    timeout = longest;
    connectTimeout = longest;
    return this;
  }

  public StageInSettings retries(int count, Duration delay) {
    retries = count;
    retryDelay = delay;
    return this;
  }

  /** Which assets of how many items are fetched. */
  public StageInSettings catalogs(List<String> wanted, int items) {
    assets = wanted;
    maxItems = items;
    return this;
  }

  public StageInSettings maxObjects(int objects) {
    maxObjects = objects;
    return this;
  }

  public StageInConfiguration build() {
    return new StageInConfiguration(
        maxSize,
        DEFAULTS.parallel(),
        connectTimeout,
        timeout,
        DEFAULTS.maxRedirects(),
        retries,
        retryDelay,
        assets,
        maxItems,
        maxObjects);
  }
}
