package org.periplus.api.preset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.process.ProcessCatalogue;
import org.periplus.process.TenantProcesses;
import org.periplus.process.deployment.ProcessPackage;
import org.periplus.process.preset.Preset;
import org.periplus.process.preset.PresetOwner;
import org.periplus.process.preset.Presets;
import org.periplus.process.preset.UnfitPresetException;

/** Inputs of a process that users keep under a name, an addition of ours. */
@Dependent
@Path("/ogc-api/processes/{processId}/presets")
public class PresetsResource {

  private static final String INPUTS = "inputs";
  private static final String NAME = "name";

  private final TenantProcesses processes;
  private final ProcessCatalogue catalogue;
  private final Presets presets;
  private final PresetOwners owners;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public PresetsResource() {
    this(null, null, null, null, null);
  }

  @Inject
  public PresetsResource(
      TenantProcesses processes,
      ProcessCatalogue catalogue,
      Presets presets,
      PresetOwners owners,
      Links links) {
    this.processes = processes;
    this.catalogue = catalogue;
    this.presets = presets;
    this.owners = owners;
    this.links = links;
  }

  /** {@code GET /processes/{processID}/presets}: the caller's. */
  @GET
  @Operation(operationId = "getPresets")
  @Produces({Links.JSON, Links.PAGE})
  public PresetList list(@PathParam("processId") String id) {
    ProcessPackage process = processes.require(id);
    String self = address(process);
    return new PresetList(
        presets.of(owners.require(), process.id()).stream()
            .map(preset -> PresetList.Summary.of(preset, address(process, preset.name())))
            .toList(),
        List.of(
            Link.json("This document", "self", self),
            Links.asPage(self),
            Link.json("The process", "up", links.process(process.id()))));
  }

  /** {@code GET /processes/{processID}/presets/{presetName}}. */
  @GET
  @Path("{presetName}")
  @Operation(operationId = "getPreset")
  @Produces({Links.JSON, Links.PAGE})
  public PresetInputs load(
      @PathParam("processId") String id, @PathParam("presetName") String name) {
    ProcessPackage process = processes.require(id);
    return shown(
        process,
        presets.load(owners.require(), process.id(), name).orElseThrow(PresetsResource::missing));
  }

  /**
   * {@code PUT /processes/{processID}/presets/{presetName}}: keeps the inputs that are not secret,
   * in the place of those of that name. Whether they fit the process an execution finds out: they
   * may be half of what it needs.
   */
  @PUT
  @Path("{presetName}")
  @Operation(operationId = "putPreset")
  @Takes(BodyKind.DOCUMENT)
  @Produces(Links.JSON)
  public Response save(
      @PathParam("processId") String id, @PathParam("presetName") String name, JsonNode body) {
    ProcessPackage process = processes.require(id);
    PresetOwner owner = owners.require();
    requireName(name);
    if (body == null || !(body.get(INPUTS) instanceof ObjectNode given)) {
      throw refused(
          Response.Status.BAD_REQUEST,
          "The body must be a JSON object with an object 'inputs', as an execute request has it.");
    }
    OpenInputs open = OpenInputs.of(given, catalogue.secretInputs(process));
    boolean isNew = accepted(() -> presets.save(owner, process.id(), name, open.inputs()));
    return isNew
        ? Response.created(Links.location(address(process, name))).build()
        : Response.noContent().build();
  }

  /** {@code PATCH /processes/{processID}/presets/{presetName}}: gives it another name. */
  @PATCH
  @Path("{presetName}")
  @Operation(operationId = "renamePreset")
  @Takes(BodyKind.PATCH)
  @Produces(Links.JSON)
  public PresetInputs rename(
      @PathParam("processId") String id, @PathParam("presetName") String name, JsonNode body) {
    ProcessPackage process = processes.require(id);
    PresetOwner owner = owners.require();
    if (body == null || body.size() != 1 || !body.path(NAME).isTextual()) {
      throw refused(
          Response.Status.BAD_REQUEST, "The body must be a JSON object with a new 'name' alone.");
    }
    String newName = body.get(NAME).textValue();
    requireName(newName);
    return shown(
        process,
        accepted(() -> presets.rename(owner, process.id(), name, newName))
            .orElseThrow(PresetsResource::missing));
  }

  /** {@code DELETE /processes/{processID}/presets/{presetName}}: forgets it. */
  @DELETE
  @Path("{presetName}")
  @Operation(operationId = "deletePreset")
  @Produces(Links.JSON)
  public void delete(@PathParam("processId") String id, @PathParam("presetName") String name) {
    ProcessPackage process = processes.require(id);
    if (!presets.remove(owners.require(), process.id(), name)) {
      throw missing();
    }
  }

  /** An input may have become secret since it was kept. */
  private PresetInputs shown(ProcessPackage process, Preset preset) {
    OpenInputs open = OpenInputs.of(preset.inputs(), catalogue.secretInputs(process));
    String self = address(process, preset.name());
    return new PresetInputs(
        preset.name(),
        open.inputs(),
        open.leftOut(),
        preset.created(),
        preset.updated(),
        List.of(
            Link.json("This document", "self", self),
            Links.asPage(self),
            Link.json("Presets of the process", "up", address(process))));
  }

  private String address(ProcessPackage process) {
    return links.process(process.id()) + "/presets";
  }

  private String address(ProcessPackage process, String name) {
    return address(process)
        + "/"
        + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static void requireName(String name) {
    if (!Presets.isName(name)) {
      throw refused(
          Response.Status.BAD_REQUEST,
          "A preset's name has up to 100 letters, digits, spaces and signs of _.,:()+- and begins"
              + " with a letter or a digit.");
    }
  }

  private static <T> T accepted(Supplier<T> change) {
    try {
      return change.get();
    } catch (UnfitPresetException e) {
      throw refused(Response.Status.CONFLICT, e.getMessage());
    }
  }

  private static RequestRefusedException missing() {
    return refused(
        Response.Status.NOT_FOUND,
        "You have no such preset of this process; GET …/presets tells which there are.");
  }

  private static RequestRefusedException refused(Response.Status status, String detail) {
    return new RequestRefusedException(Problem.plain(status, detail));
  }
}
