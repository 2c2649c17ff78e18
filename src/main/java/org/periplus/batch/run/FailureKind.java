package org.periplus.batch.run;

/**
 * Of what kind the reason is for which a job failed; its results have the status and the type that
 * belong to it: OGC API - Processes Part 1, {@code /req/core/job-results-failed}.
 */
public enum FailureKind {
  /** What was given cannot be used, or is not where it should be. */
  INPUT(
      400,
      "http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/invalid-parameter-value",
      "Invalid input"),

  /** Another server, from which something was to come, did not answer as it should. */
  SOURCE(502, "about:blank", "Bad Gateway"),

  /** The tool failed, or whatever else. */
  RUN(500, "about:blank", "The job failed");

  private final int status;
  private final String type;
  private final String title;

  FailureKind(int status, String type, String title) {
    this.status = status;
    this.type = type;
    this.title = title;
  }

  /** The status of the answer that has no results to show. */
  public int status() {
    return status;
  }

  /** The type of its problem document (RFC 9457). */
  public String type() {
    return type;
  }

  public String title() {
    return title;
  }
}
