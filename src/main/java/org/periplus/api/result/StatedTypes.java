package org.periplus.api.result;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Inject;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.periplus.api.file.FileMediaTypes;
import org.periplus.configuration.Service;
import org.periplus.job.Job;
import org.periplus.job.store.JobStore;

/**
 * The media types of result files that their names do not say: the results have them. Those of the
 * jobs that were asked for last are kept, since a results document may be large. Threads share it.
 */
@Service
public class StatedTypes {

  private static final int KEPT = 64;

  private final JobStore jobs;
  private final Map<UUID, Map<String, String>> kept =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<UUID, Map<String, String>> eldest) {
              return size() > KEPT;
            }
          });

  @Inject
  public StatedTypes(JobStore jobs) {
    this.jobs = jobs;
  }

  /** The media type of a file of a job that has ended well. */
  String of(Job job, String path) {
    Map<String, String> stated = kept.get(job.id());
    if (stated == null) {
      stated = new HashMap<>();
      collect(jobs.results(job.id()).orElse(null), stated);
      if (job.status().ended()) { // until then there are no results that stay
        kept.put(job.id(), Map.copyOf(stated));
      }
    }
    return stated.getOrDefault(path, FileMediaTypes.of(path));
  }

  /** Only what is other than what the names say: of a hundred thousand files few are. */
  private static void collect(JsonNode node, Map<String, String> stated) {
    if (node == null || node.isValueNode()) {
      return;
    }
    StoredResults.path(node)
        .ifPresent(
            path -> {
              String type = FileMediaTypes.of(path, node.path("type").textValue());
              if (!type.equals(FileMediaTypes.of(path))) {
                stated.put(path, type);
              }
            });
    node.forEach(part -> collect(part, stated));
  }
}
