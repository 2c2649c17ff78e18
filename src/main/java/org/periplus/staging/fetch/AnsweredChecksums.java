package org.periplus.staging.fetch;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.periplus.staging.file.Checksum;

/** The checksums that a server tells in the headers of an answer with the whole file. */
final class AnsweredChecksums {

  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5",
          "sha", "SHA-1",
          "sha-1", "SHA-1",
          "sha-256", "SHA-256",
          "sha-512", "SHA-512");
  private static final Pattern DIGEST = Pattern.compile("([A-Za-z0-9-]+)=:?([A-Za-z0-9+/=]+?):?");
  private static final Pattern MD5 = Pattern.compile("\"([0-9a-fA-F]{32})\"");

  private AnsweredChecksums() {}

  /**
   * {@code Repr-Digest} and {@code Content-Digest} (RFC 9530), {@code Digest} (RFC 3230), {@code
   * Content-MD5}, those of object stores, and {@code ETag} where it is known to be an MD5.
   */
  static List<Checksum> of(HttpResponse answer) {
    List<Checksum> checksums = new ArrayList<>();
    for (String name : new String[] {"Repr-Digest", "Content-Digest", "Digest", "x-goog-hash"}) {
      for (Header header : answer.getHeaders(name)) {
        for (String digest : header.getValue().split(",", -1)) {
          digest(name, digest.strip()).ifPresent(checksums::add);
        }
      }
    }
    base64(answer, "Content-MD5", "MD5").ifPresent(checksums::add);
    if (!value(answer, "x-amz-checksum-type").equalsIgnoreCase("COMPOSITE")) {
      base64(answer, "x-amz-checksum-sha256", "SHA-256").ifPresent(checksums::add);
      base64(answer, "x-amz-checksum-sha1", "SHA-1").ifPresent(checksums::add);
    }
    entityTag(answer).ifPresent(checksums::add);
    return checksums;
  }

  private static Optional<Checksum> digest(String header, String digest) {
    Matcher matcher = DIGEST.matcher(digest);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String algorithm = ALGORITHMS.get(matcher.group(1).toLowerCase(Locale.ROOT));
    return algorithm == null
        ? Optional.empty()
        : decoded(algorithm, matcher.group(2), "the header " + header);
  }

  private static Optional<Checksum> base64(HttpResponse answer, String header, String algorithm) {
    String value = value(answer, header);
    return value.isEmpty() ? Optional.empty() : decoded(algorithm, value, "the header " + header);
  }

  private static Optional<Checksum> decoded(String algorithm, String base64, String source) {
    try {
      return Optional.of(
          new Checksum(
              algorithm,
              HexFormat.of().formatHex(Base64.getDecoder().decode(base64.strip())),
              source));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Only object stores make it of the bytes, and not of what they encrypt with a key of theirs. */
  private static Optional<Checksum> entityTag(HttpResponse answer) {
    Matcher md5 = MD5.matcher(value(answer, "ETag"));
    boolean objectStore =
        !value(answer, "x-amz-request-id").isEmpty()
            && value(answer, "x-amz-server-side-encryption-customer-algorithm").isEmpty()
            && !value(answer, "x-amz-server-side-encryption").startsWith("aws:kms");
    return objectStore && md5.matches()
        ? Checksum.hex("MD5", md5.group(1), "the header ETag")
        : Optional.empty();
  }

  private static String value(HttpResponse answer, String name) {
    Header header = answer.getFirstHeader(name);
    return header == null ? "" : header.getValue().strip();
  }
}
