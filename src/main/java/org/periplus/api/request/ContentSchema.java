package org.periplus.api.request;

import java.util.regex.Pattern;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;

/**
 * The header {@code Content-Schema}: Part 4, {@code /per/job-management/create-content-schema} and
 * {@code /req/job-management/create-unsupported-schema}.
 */
public final class ContentSchema {

  public static final String HEADER = "Content-Schema";

  /** The execute requests of Parts 1 and 3, wherever OGC publishes them, as YAML or JSON. */
  private static final Pattern EXECUTE =
      Pattern.compile(
          "https?://(raw\\.githubusercontent\\.com/opengeospatial/ogcapi-processes"
              + "|github\\.com/opengeospatial/ogcapi-processes|schemas\\.opengis\\.net/ogcapi/processes)"
              + "/.*/execute(-workflows)?\\.(yaml|json)");

  private ContentSchema() {}

  /**
   * Checks which schema a body says it follows.
   *
   * @param header null when the request does not say
   * @throws RequestRefusedException if it is not one of an execute request
   */
  public static void check(String header) {
    if (header == null || header.isBlank()) {
      return;
    }
    String schema = header.strip().replaceFirst("^<([^>]*)>.*$", "$1");
    if (!EXECUTE.matcher(schema).matches()) {
      throw new RequestRefusedException(
          Problem.of(
              Problem.PART_4 + "unsupported-schema",
              "Unsupported schema",
              Problem.UNPROCESSABLE,
              "Bodies of the schema '"
                  + schema
                  + "' are not read. Send an execute request, whose schema is OGC's execute.yaml or"
                  + " execute-workflows.yaml, or leave "
                  + HEADER
                  + " out."));
    }
  }
}
