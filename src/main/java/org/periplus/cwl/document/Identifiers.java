package org.periplus.cwl.document;

/** Names as documents of all styles write them, made plain. */
final class Identifiers {

  private Identifiers() {}

  /** Without the document's address and {@code #}. */
  static String fragment(String id) {
    int hash = id.indexOf('#');
    return hash < 0 ? id : id.substring(hash + 1);
  }

  /** The id of a process, which may have slashes; of an address without {@code #} the last part. */
  static String process(String id) {
    return id.contains("#") || !id.contains("://") ? fragment(id) : local(id);
  }

  /** The last part of the path: {@code aoi} for {@code #main/crop/aoi}. */
  static String local(String id) {
    String fragment = fragment(id);
    return fragment.substring(fragment.lastIndexOf('/') + 1);
  }
}
