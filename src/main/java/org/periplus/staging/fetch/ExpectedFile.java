package org.periplus.staging.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.periplus.staging.file.Checksum;

/**
 * What is known of a file before it is fetched.
 *
 * @param size in bytes
 */
public record ExpectedFile(Optional<Long> size, List<Checksum> checksums) {

  public static final ExpectedFile NONE = new ExpectedFile(Optional.empty(), List.of());

  public boolean isNone() {
    return size.isEmpty() && checksums.isEmpty();
  }

  /** By the file extension of STAC. */
  public static ExpectedFile ofAsset(JsonNode asset) {
    return new ExpectedFile(
        size(asset.path("file:size")),
        Checksum.multihash(asset.path("file:checksum").asText()).stream().toList());
  }

  /** By the members of a CWL File. */
  public static ExpectedFile ofFile(JsonNode file) {
    return new ExpectedFile(
        size(file.path("size")), Checksum.ofCwl(file.path("checksum").asText()).stream().toList());
  }

  private static Optional<Long> size(JsonNode size) {
    return size.canConvertToLong() && size.isIntegralNumber()
        ? Optional.of(size.asLong())
        : Optional.empty();
  }
}
