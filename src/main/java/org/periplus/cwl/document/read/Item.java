package org.periplus.cwl.document.read;

import org.periplus.cwl.document.source.Identifiers;
import org.periplus.cwl.document.source.Node;
import org.periplus.cwl.document.source.Place;

/**
 * One element of a field that may be written as a map or as a list.
 *
 * @param id its name as the author wrote it
 * @param place where it begins
 */
record Item(String id, Place place, Node.Mapping node) {

  /** The last part of the name: {@code aoi} for {@code #main/crop/aoi}. */
  String localName() {
    return Identifiers.local(id);
  }
}
