package org.periplus.container.docker;

/**
 * The parts of an image's name.
 *
 * @param repository with the registry, if it names one
 * @param tag also a digest; {@code latest} when the name has neither
 * @param separator what is between them
 */
record ImageName(String repository, String tag, char separator) {

  static ImageName of(String name) {
    int digest = name.indexOf('@');
    if (digest >= 0) {
      return new ImageName(name.substring(0, digest), name.substring(digest + 1), '@');
    }
    int colon = name.indexOf(':', name.lastIndexOf('/') + 1); // Before it may be a port.
    return colon < 0
        ? new ImageName(name, "latest", ':')
        : new ImageName(name.substring(0, colon), name.substring(colon + 1), ':');
  }

  /** The full name: without a tag or digest the engine would pull every tag there is. */
  String withTag() {
    return repository + separator + tag;
  }
}
