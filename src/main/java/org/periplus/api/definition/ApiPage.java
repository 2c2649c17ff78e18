package org.periplus.api.definition;

import java.util.List;

/**
 * What the page of the OpenAPI document says to readers without scripts.
 *
 * @param openapi the version of the OpenAPI Specification
 */
public record ApiPage(String openapi, List<Operation> operations) {

  /** One operation, in the document's order. */
  public record Operation(String method, String path, String summary) {}
}
