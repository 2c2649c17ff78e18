package org.periplus.cwl.tool.plan;

import java.io.Serial;

/** A tool whose run cannot be prepared with these inputs. */
public final class PlanException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String field;
  private final String reason;

  /**
   * @param field the field of the tool that is at fault, such as {@code stdout}
   * @param reason what is wrong with its value
   */
  public PlanException(String field, String reason) {
    super(field + ": " + reason);
    this.field = field;
    this.reason = reason;
  }

  public String field() {
    return field;
  }

  public String reason() {
    return reason;
  }
}
