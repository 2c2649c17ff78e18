package org.periplus.staging.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The links in a results document that lead to published files: {@code store:} and the path below
 * the job's folder, percent-encoded, so that whoever answers the document can append the path to a
 * URL as it is.
 */
public final class StoreHref {

  private static final String SCHEME = "store:";

  /** The link to the job's folder itself. */
  public static final String ROOT = SCHEME;

  private static final String UNRESERVED = "-._~!$&'()*+,;=@:";

  /** Members whose value may lead into the store. */
  private static final List<String> MEMBERS = List.of("href", "storage:endpoint");

  private StoreHref() {}

  /** The link to a file. */
  public static String of(String path) {
    return SCHEME + encode(path);
  }

  /** Percent-encodes each name of a path. */
  public static String encode(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(StoreHref::encodeName)
        .collect(Collectors.joining("/"));
  }

  /**
   * Replaces every member {@code href} (and {@code storage:endpoint}) that leads to a published
   * file or to the job's folder, at any depth. A link that a tool has written to look like one and
   * that leaves the job's folder stays as it is.
   *
   * @param results the results document of {@code StageOut}; it is left as it is
   * @param url from a percent-encoded path below the job's folder to the link that clients get
   */
  public static ObjectNode rewrite(ObjectNode results, UnaryOperator<String> url) {
    ObjectNode copy = results.deepCopy();
    MEMBERS.forEach(member -> rewrite(copy, member, url));
    return copy;
  }

  private static void rewrite(ObjectNode results, String member, UnaryOperator<String> url) {
    for (JsonNode holder : results.findParents(member)) {
      String href = holder.path(member).asText();
      boolean ours =
          href.startsWith(SCHEME)
              && !List.of(href.substring(SCHEME.length()).split("/", -1)).contains("..");
      if (ours && holder instanceof ObjectNode link) {
        link.put(member, url.apply(href.substring(SCHEME.length())));
      }
    }
  }

  private static String encodeName(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
      char character = (char) (octet & 0xff);
      if ((character < 0x80 && Character.isLetterOrDigit(character))
          || UNRESERVED.indexOf(character) >= 0) {
        encoded.append(character);
      } else {
        encoded.append("%%%02X".formatted((int) character));
      }
    }
    return encoded.toString();
  }
}
