package org.periplus.cwl.document.source;

import org.periplus.cwl.model.SourceLocation;

/**
 * Something in a document that keeps it from being used, or that its author should know of.
 *
 * @param message a sentence that says what is wrong and how to mend it
 */
public record Problem(Kind kind, SourceLocation location, String message) {

  /** Whose move it is. */
  public enum Kind {
    /** The document breaks a rule of CWL or YAML. */
    INVALID,
    /** The document may be right, but uses something that this engine does not know. */
    UNSUPPORTED,
    /** The document is taken as it is. */
    WARNING
  }

  @Override
  public String toString() {
    return location + ": " + message;
  }
}
