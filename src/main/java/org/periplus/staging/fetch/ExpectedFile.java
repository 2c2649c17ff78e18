package org.periplus.staging.fetch;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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

  /**
   * Compares a file that is here with what is known of it.
   *
   * @throws FetchException when they differ
   */
  public void check(Reference reference, Path file) throws IOException, FetchException {
    if (size.isPresent() && size.get() != Files.size(file)) {
      throw new FetchException(
          reference,
          "it has %d bytes instead of the %d that it is said to have"
              .formatted(Files.size(file), size.get()));
    }
    for (Checksum checksum : checksums) {
      String actual = digest(file, checksum.algorithm());
      if (!checksum.fits(actual)) {
        throw new FetchException(reference, checksum.mismatch(actual));
      }
    }
  }

  private static String digest(Path file, String algorithm) throws IOException {
    MessageDigest digest = RunningDigests.digest(algorithm);
    byte[] buffer = new byte[128 * 1024];
    try (InputStream input = Files.newInputStream(file)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Optional<Long> size(JsonNode size) {
    return size.canConvertToLong() && size.isIntegralNumber()
        ? Optional.of(size.asLong())
        : Optional.empty();
  }
}
