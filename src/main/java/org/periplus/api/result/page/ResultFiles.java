package org.periplus.api.result.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.periplus.staging.store.StoredFile;

/** The published files of a job, and the links that lead to them. */
public interface ResultFiles {

  /** The path of the file that a link of the stored results leads to; empty for any other value. */
  Optional<String> path(JsonNode link);

  /** Where a person downloads the file. */
  String download(String path);

  /** The file on this very server, whatever the store is: pages may load from nowhere else. */
  String own(String path);

  /** The value of an output as GeoJSON, on this very server. */
  String geojson(String output);

  /** The sizes in bytes of those of the files that there are. */
  Map<String, Long> sizes(Set<String> paths) throws IOException;

  /** The file; empty when it is gone. */
  Optional<StoredFile> open(String path) throws IOException;
}
