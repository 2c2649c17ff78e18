package org.periplus.api.process;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.periplus.api.Link;
import org.periplus.process.deployment.PackageNeeds;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.description.ProcessDescription;

/**
 * What a dry run answers with: the description that a package would have, and what it asks of the
 * server.
 *
 * @param links empty: it has no address
 */
record TriedProcess(
    @JsonUnwrapped ProcessDescription process, PackageNeeds needs, List<Link> links) {

  static TriedProcess of(PackageReader.Read read) {
    return new TriedProcess(read.description(), PackageNeeds.of(read.process()), List.of());
  }
}
