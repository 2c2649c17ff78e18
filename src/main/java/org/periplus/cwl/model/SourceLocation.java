package org.periplus.cwl.model;

/**
 * A place in a CWL document, for error messages.
 *
 * @param document the document's name as its author knows it (a file name or a URL)
 * @param line the line, from 1
 * @param column the column, from 1
 */
public record SourceLocation(String document, int line, int column) {

  @Override
  public String toString() {
    return document + ":" + line + ":" + column;
  }
}
