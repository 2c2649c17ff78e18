package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Links;
import org.periplus.api.graph.ProcessGraphs;
import org.periplus.api.graph.StepGraph;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.ReadsDocument;
import org.periplus.api.http.Takes;
import org.periplus.process.TenantProcesses;
import org.periplus.process.TenantProcesses.Asked;
import org.periplus.process.deployment.PackageReader;
import org.periplus.process.deployment.PackageSource;

/** The workflow of a package that is not deployed. An addition of ours to the standard. */
@Dependent
@Path("/ogc-api/deploy/graph")
public class DeployGraphResource {

  private static final Asked AS_USUAL =
      new Asked(Optional.empty(), Optional.empty(), Optional.empty());

  private final TenantProcesses processes;
  private final PackageBodies bodies;
  private final ProcessGraphs graphs;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public DeployGraphResource() {
    this(null, null, null);
  }

  @Inject
  public DeployGraphResource(
      TenantProcesses processes, PackageBodies bodies, ProcessGraphs graphs) {
    this.processes = processes;
    this.bodies = bodies;
    this.graphs = graphs;
  }

  /**
   * {@code POST /deploy/graph}: fails as the deployment would, or the replacement of a process; as
   * with {@link DryRun}, nothing is stored.
   *
   * @param workflow which process of the document; null where there is only one
   * @param replaced the process that it would replace; null where it would be a new one
   * @param open the boxes that are open in the picture
   */
  @POST
  @ReadsDocument
  @Operation(operationId = "drawPackage")
  @Takes(BodyKind.PACKAGE)
  @Produces({Links.JSON, StepGraph.SVG})
  public StepGraph graph(
      @HeaderParam(HttpHeaders.CONTENT_TYPE) MediaType type,
      @QueryParam("w") String workflow,
      @QueryParam("replaces") String replaced,
      @QueryParam("open") List<String> open,
      String body) {
    PackageSource source = bodies.deployed(type, body);
    Optional<String> chosen = Optional.ofNullable(workflow);
    PackageReader.Read read =
        replaced == null
            ? processes.tryDeploying(source, chosen, AS_USUAL)
            : processes.tryReplacing(replaced, source, chosen);
    return graphs.tried(read.description().id(), read.process(), List.copyOf(open));
  }
}
