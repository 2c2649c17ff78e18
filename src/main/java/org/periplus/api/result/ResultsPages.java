package org.periplus.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.api.Links;
import org.periplus.api.result.page.PageConfiguration;
import org.periplus.api.result.page.ResultFiles;
import org.periplus.api.result.page.ResultsPage;
import org.periplus.job.Job;
import org.periplus.staging.ResultStores;
import org.periplus.staging.store.ResultStore;
import org.periplus.staging.store.StoredFile;

/** The page of the results of a job. */
@Dependent
class ResultsPages {

  private final ResultStores stores;
  private final PageConfiguration configuration;

  @Inject
  ResultsPages(ResultStores stores, PageConfiguration configuration) {
    this.stores = stores;
    this.configuration = configuration;
  }

  /** The page of some outputs, or of all. */
  ResultsPage of(JobOutputs outputs, Links links) {
    Job job = outputs.job();
    ObjectNode stored = outputs.stored().deepCopy().retain(outputs.names());
    ResultsPage.About about =
        new ResultsPage.About(
            job.id(),
            job.request().label().title(),
            job.processId(),
            job.finished(),
            links.job(job.id()) + "/files.zip");
    try {
      return ResultsPage.of(
          about,
          stored,
          StoredResults.linked(stored, outputs.fileLinks()),
          new Files(outputs, links, stores.of(job.tenant())),
          configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Files(JobOutputs outputs, Links links, ResultStore store) implements ResultFiles {

    @Override
    public Optional<String> path(JsonNode link) {
      return StoredResults.path(link);
    }

    @Override
    public String download(String path) {
      return outputs.fileLinks().download(path);
    }

    /** Not signed: a signed link leads to the store, which the pages' policy does not name. */
    @Override
    public String own(String path) {
      return links.file(outputs.job().id(), path) + "?sign=false";
    }

    @Override
    public String geojson(String output) {
      return links.output(outputs.job().id(), output);
    }

    @Override
    public Map<String, Long> sizes(Set<String> paths) throws IOException {
      Map<String, Long> sizes = new HashMap<>();
      if (!paths.isEmpty()) {
        store.list(
            outputs.job().id(),
            (path, size) -> {
              if (paths.contains(path)) {
                sizes.put(path, size);
              }
              return sizes.size() < paths.size();
            });
      }
      return sizes;
    }

    @Override
    public Optional<StoredFile> open(String path) throws IOException {
      return store.open(outputs.job().id(), path);
    }
  }
}
