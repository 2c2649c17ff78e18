package org.periplus.api.landing;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.kept.Kept;

/** OGC API - Processes Part 1, 7.4 "Declaration of conformance classes". */
@Dependent
@Path("/ogc-api/conformance")
public class ConformanceResource {

  private static final String PART_1 = "http://www.opengis.net/spec/ogcapi-processes-1/1.0/conf/";

  /** Version 2.0, where it does not contradict 1.0. */
  private static final String PART_1_DRAFT =
      "http://www.opengis.net/spec/ogcapi-processes-1/2.0/conf/";

  private static final String PART_2 = "http://www.opengis.net/spec/ogcapi-processes-2/1.0/conf/";
  private static final String PART_4 = "http://www.opengis.net/spec/ogcapi-processes-4/1.0/conf/";

  /** {@code GET /conformance}: the classes that are implemented in full. */
  @GET
  @Kept
  @Operation(operationId = "getConformance")
  @Produces({Links.JSON, Links.PAGE})
  public Conformance conformance() {
    return new Conformance(
        List.of(
            PART_1 + "core",
            PART_1 + "ogc-process-description",
            PART_1 + "json",
            PART_1 + "html",
            PART_1 + "oas30",
            PART_1 + "job-list",
            PART_1 + "callback",
            PART_1 + "dismiss",
            PART_1_DRAFT + "core",
            PART_1_DRAFT + "ogc-process-description",
            PART_1_DRAFT + "json",
            PART_1_DRAFT + "html",
            PART_1_DRAFT + "oas",
            PART_1_DRAFT + "oas30",
            PART_1_DRAFT + "oas31",
            PART_1_DRAFT + "job-list",
            PART_1_DRAFT + "callback",
            PART_1_DRAFT + "dismiss",
            PART_1_DRAFT + "kvp-execute",
            PART_1_DRAFT + "query-param-profile",
            PART_2 + "deploy-replace-undeploy",
            PART_2 + "ogcapppkg",
            PART_2 + "cwl",
            PART_2 + "docker",
            PART_4 + "job-management",
            PART_4 + "provenance"));
  }
}
