package org.periplus.api.process;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.http.BodyConfiguration;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.security.EgressConfiguration;

/** The page where people deploy and replace; programs do so at the processes. */
@Dependent
@Path("/ogc-api/deploy")
public class DeployResource {

  private final TenantProcesses processes;
  private final long largest;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public DeployResource() {
    processes = null;
    largest = 0;
    links = null;
  }

  @Inject
  public DeployResource(
      TenantProcesses processes,
      BodyConfiguration bodies,
      EgressConfiguration egress,
      Links links) {
    this.processes = processes;
    this.largest = bodies.maxDocument().orElse(egress.maxDocumentSize()).bytes();
    this.links = links;
  }

  /**
   * {@code GET /deploy}: the page.
   *
   * @param id the process that is replaced; null where a new one is deployed
   * @throws org.periplus.process.NoSuchProcessException if there is no such process
   * @throws org.periplus.process.ForeignProcessException if the caller may not replace it
   */
  @GET
  @Operation(hidden = true)
  @Produces(Links.PAGE)
  public DeployPage page(@QueryParam("replaces") String id) {
    Optional<ProcessPackage> replaced = Optional.ofNullable(id).map(processes::require);
    replaced.ifPresent(processes::requireChangeable);
    return new DeployPage(
        replaced.map(ProcessPackage::id),
        replaced.map(process -> process.description().title()),
        replaced.filter(processes::mayReadPackage).isPresent(),
        DeployPage.VISIBILITIES,
        largest,
        List.of(Link.json("Processes", "up", links.to("processes"))));
  }
}
