package org.periplus.batch.staging;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.periplus.configuration.DataDirectory;
import org.periplus.security.Egress;
import org.periplus.staging.StageIn;
import org.periplus.staging.cache.CacheConfiguration;
import org.periplus.staging.cache.FetchCache;
import org.periplus.staging.fetch.StageInConfiguration;
import org.periplus.staging.s3.S3Sources;

/** How this server fetches the inputs of jobs. */
@Dependent
public record StageInFactory(
    StageInConfiguration staging, CacheConfiguration cache, S3Sources objects) {

  @Inject
  public StageInFactory {}

  /**
   * Stage-in with a cache in the data directory.
   *
   * @param confined whether tools see inputs through mounts only, which are read-only: then files
   *     of the cache are linked and not copied
   */
  public StageIn stageIn(DataDirectory data, Egress egress, boolean confined) {
    try {
      return StageIn.ofServer(
          staging,
          egress.rules(),
          objects,
          FetchCache.in(data.root().resolve("cache"), cache, confined));
    } catch (IOException e) {
      throw new UncheckedIOException("The cache of inputs cannot be read", e);
    }
  }
}
