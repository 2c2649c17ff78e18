package org.periplus.cwl.value;

/** Whether one file format may stand for another. */
@FunctionalInterface
public interface FormatRelation {

  /** Formats are what they are called. */
  FormatRelation EQUALITY = String::equals;

  /**
   * Whether a file of the one format can be given where the other is asked for.
   *
   * @param actual the IRI of the file's format
   * @param asked the IRI of the format that the input names
   */
  boolean covers(String actual, String asked);
}
