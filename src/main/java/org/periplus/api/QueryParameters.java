package org.periplus.api;

import static jakarta.ws.rs.core.Response.Status.BAD_REQUEST;

/** What all query parameters have in common. */
public final class QueryParameters {

  private QueryParameters() {}

  /** A query as it stands in a URL, without the parameter {@code f}; empty for none. */
  public static String withoutFormat(String query) {
    return query == null ? "" : query.replaceAll("(^|&)f=[^&]*", "").replaceAll("^&", "");
  }

  /** The refusal of a value: {@code invalid-query-parameter}, naming parameter and value. */
  public static RequestRefusedException refused(String parameter, String value, String expected) {
    return new RequestRefusedException(
        Problem.of(
            Problem.PART_1 + "invalid-query-parameter-value",
            "Invalid query parameter value",
            BAD_REQUEST,
            "The parameter " + parameter + " is '" + value + "'; it must be " + expected + "."));
  }
}
