package org.periplus.cwl.workflow;

import org.periplus.cwl.model.SourceLocation;

/** The values that reached a step or an output do not fit what the document asks of them. */
public final class WorkflowException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient SourceLocation location;

  /**
   * @param location the step, step input or output concerned
   * @param message a sentence that says what does not fit
   */
  public WorkflowException(SourceLocation location, String message) {
    super(message + " (" + location + ")");
    this.location = location;
  }

  /** Where the document asks for it. */
  public SourceLocation location() {
    return location;
  }
}
