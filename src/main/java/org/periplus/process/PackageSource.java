package org.periplus.process;

import java.util.Map;

/**
 * A package as it came.
 *
 * @param mediaType of the body
 * @param body what was posted, unchanged
 * @param document the CWL document: the body itself, or what it holds or refers to
 * @param name what the document is called in messages: its URL, or a file name
 * @param stated what a process description beside the document says instead of the document: {@code
 *     id}, {@code title}, {@code description}, {@code version}
 */
public record PackageSource(
    String mediaType, String body, String document, String name, Map<String, String> stated) {

  /** A bare CWL document. */
  public static PackageSource ofDocument(String mediaType, String document) {
    return new PackageSource(mediaType, document, document, "package.cwl", Map.of());
  }
}
