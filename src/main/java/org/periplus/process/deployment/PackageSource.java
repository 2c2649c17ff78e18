package org.periplus.process.deployment;

/**
 * A package as it came.
 *
 * @param mediaType of the body
 * @param body what was posted, unchanged
 * @param document the CWL document: the body itself, or what it holds or refers to, or what is made
 *     of a description and an image
 * @param name what the document is called in messages: its URL, or a file name
 * @param stated what a process description beside the document says instead of the document
 */
public record PackageSource(
    String mediaType, String body, String document, String name, StatedDescription stated) {

  /** Whether something besides the document says how the process is called. */
  boolean isNamed() {
    return stated.id().isPresent();
  }

  /** A bare CWL document. */
  public static PackageSource ofDocument(String mediaType, String document) {
    return new PackageSource(mediaType, document, document, "package.cwl", StatedDescription.NONE);
  }
}
