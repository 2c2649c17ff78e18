package org.periplus.cwl.document.source;

import org.periplus.cwl.model.SourceLocation;

/** Where a node stands, with the source that its references are relative to. */
public record Place(Source source, int line, int column) {

  public SourceLocation location() {
    return new SourceLocation(source.name(), line, column);
  }
}
