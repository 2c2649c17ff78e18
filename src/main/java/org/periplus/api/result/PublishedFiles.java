package org.periplus.api.result;

import static jakarta.ws.rs.core.Response.Status.NOT_FOUND;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Optional;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.job.Job;
import org.periplus.staging.ResultStores;
import org.periplus.staging.store.StoredFile;

/** The published result files of jobs, in the store of each job's tenant. */
@Dependent
class PublishedFiles {

  private final ResultStores stores;

  @Inject
  PublishedFiles(ResultStores stores) {
    this.stores = stores;
  }

  /**
   * The file, which nothing takes out of the job's results.
   *
   * @throws RequestRefusedException if the job has no such file
   */
  StoredFile require(Job job, String path) throws IOException {
    return stores
        .of(job.tenant())
        .open(job.id(), path)
        .orElseThrow(
            () ->
                new RequestRefusedException(
                    Problem.plain(NOT_FOUND, "The job has no result file '" + path + "'.")));
  }

  /**
   * All files of a job in one archive.
   *
   * @param document the results document that goes with them
   */
  ResultsArchive archive(Job job, byte[] document) {
    return new ResultsArchive(job.id(), stores.of(job.tenant()), document);
  }

  /**
   * The links to the files of a job.
   *
   * @param sign whether the client wants links that open without credentials; empty for what the
   *     configuration says
   */
  FileLinks links(Job job, Links links, Optional<Boolean> sign) {
    return new FileLinks(
        job, links, stores.of(job.tenant()), sign.orElseGet(() -> stores.signs(job.tenant())));
  }
}
