package org.periplus.cwl.document;

import org.periplus.cwl.model.SourceLocation;

/** Where a node stands, with the source that its references are relative to. */
record Place(Source source, int line, int column) {

  SourceLocation location() {
    return new SourceLocation(source.name(), line, column);
  }
}
