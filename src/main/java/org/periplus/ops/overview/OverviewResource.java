package org.periplus.ops.overview;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.batch.admission.Intake;
import org.periplus.job.list.WorkInProgress;
import org.periplus.security.CurrentTenant;
import org.periplus.security.identity.CurrentCaller;
import org.periplus.security.identity.Memberships;
import org.periplus.security.quota.TenantAmount;
import org.periplus.security.quota.Usage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For operators: what is done, what waits, and why. An addition of ours. */
@Dependent
@Path("/ogc-api/operations")
public class OverviewResource {

  private static final Logger LOG = LoggerFactory.getLogger(OverviewResource.class);

  /** What a page shows at once. */
  private static final int MOST = 200;

  private final WorkInProgress work;
  private final Usage usage;
  private final Intake intake;
  private final Instance<HealthCheck> checks;
  private final CurrentCaller caller;
  private final CurrentTenant tenant;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public OverviewResource() {
    this(null, null, null, null, null, null, null);
  }

  @Inject
  public OverviewResource(
      WorkInProgress work,
      Usage usage,
      Intake intake,
      @Readiness Instance<HealthCheck> checks,
      CurrentCaller caller,
      CurrentTenant tenant,
      Links links) {
    this.work = work;
    this.usage = usage;
    this.intake = intake;
    this.checks = checks;
    this.caller = caller;
    this.tenant = tenant;
    this.links = links;
  }

  /** {@code GET /operations}: of other tenants' work only operators of those see anything. */
  @GET
  @Operation(operationId = "getOperations")
  @Produces({Links.JSON, Links.PAGE})
  public Response overview() {
    String self = links.to("operations");
    Overview overview =
        new Overview(
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            tenant.name(),
            new Overview.Intake(intake.isPaused(), intake.hasEnded()),
            checks.stream().map(HealthCheck::call).map(OverviewResource::shown).toList(),
            work.servers(),
            own(work.running(MOST), WorkInProgress.Running::tenant),
            own(work.queues(MOST), WorkInProgress.Queue::tenant),
            own(work.tools(), WorkInProgress.Tools::tenant),
            own(usage.stored(), TenantAmount::tenant).stream()
                .map(one -> new Overview.Stored(one.tenant(), one.amount()))
                .toList(),
            List.of(
                Link.json("This document", "self", self),
                Links.asPage(self),
                Link.json("The audit trail", "related", links.to("audit"))));
    return Response.ok(overview).header("Cache-Control", "no-store").build();
  }

  /** {@code PUT /operations/intake}: whether this server takes jobs; what runs goes on. */
  @PUT
  @Path("intake")
  @Operation(operationId = "setIntake")
  @Takes(BodyKind.DOCUMENT)
  @Produces(Links.JSON)
  public Overview.Intake setIntake(JsonNode body) {
    JsonNode paused = body == null ? null : body.get("paused");
    if (paused == null || !paused.isBoolean()) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.BAD_REQUEST,
              "The body must be {\"paused\": true} or {\"paused\": false}."));
    }
    if (paused.booleanValue()) {
      intake.pause();
      LOG.info("An operator has this server take no more jobs");
    } else {
      LOG.info("An operator has this server take jobs again");
      intake.resume();
    }
    return new Overview.Intake(intake.isPaused(), intake.hasEnded());
  }

  private <T> List<T> own(List<T> rows, Function<T, String> tenant) {
    Memberships tenants = caller.get().tenants();
    return rows.stream().filter(row -> tenants.include(tenant.apply(row))).toList();
  }

  private static Overview.Check shown(HealthCheckResponse answer) {
    Map<String, Object> data = new LinkedHashMap<>(answer.getData().orElse(Map.of()));
    Optional<Instant> since =
        Optional.ofNullable(data.remove("since")).map(Object::toString).map(Instant::parse);
    return new Overview.Check(answer.getName(), answer.getStatus() == Status.UP, since, data);
  }
}
