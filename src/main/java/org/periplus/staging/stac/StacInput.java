package org.periplus.staging.stac;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.periplus.staging.fetch.Downloads;
import org.periplus.staging.fetch.Reference;
import org.periplus.staging.fetch.StageInException;

/**
 * An input that is given as the URL of a STAC document. Threads share it.
 *
 * @param home where its folder goes
 */
record StacInput(String name, URI url, Path home, Downloads downloads) {

  /** Does a part of its work when the job has room for another download. */
  <T> CompletableFuture<T> submit(Downloads.Task<T> task) {
    return downloads.submit(name, task);
  }

  StageInException refused(String reason) {
    return new StageInException(name, Reference.of(url).name(), reason);
  }
}
