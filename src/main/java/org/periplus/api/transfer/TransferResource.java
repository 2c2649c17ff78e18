package org.periplus.api.transfer;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.http.BodyLimit;
import org.periplus.configuration.DataDirectory;
import org.periplus.transfer.DepartingArchive;
import org.periplus.transfer.Direction;
import org.periplus.transfer.Transfer;
import org.periplus.transfer.TransferRefusedException;
import org.periplus.transfer.Transfers;

/**
 * The files of a tool that runs in a pod: the pod fetches them before the tool starts, and brings
 * back what it has left. A link is all the right that it has, and all that it needs; one that is
 * not signed for this, or no longer counts, leads to nothing.
 */
@Dependent
@Path("/ogc-api/transfers/{name}")
public class TransferResource {

  private static final String TAR = "application/x-tar";

  private final Transfers transfers;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public TransferResource() {
    transfers = null;
  }

  @Inject
  public TransferResource(DataDirectory data) {
    transfers = new Transfers(data.root());
  }

  /** {@code GET /transfers/{name}/inputs}: all that the tool is to see, as an archive. */
  @GET
  @Path("inputs")
  @Operation(hidden = true)
  @Produces(MediaType.WILDCARD)
  public Response inputs(
      @PathParam("name") String name,
      @QueryParam("ends") String ends,
      @QueryParam("signature") String signature)
      throws IOException {
    Transfer transfer = require(name, Direction.INPUTS, ends, signature);
    StreamingOutput archive = bytes -> new DepartingArchive(transfer).pack(bytes);
    return Response.ok(archive, TAR).build();
  }

  /** {@code PUT /transfers/{name}/outputs}: what the tool has left, as an archive. */
  @PUT
  @Path("outputs")
  @Operation(hidden = true)
  @BodyLimit.Own
  public Response outputs(
      @PathParam("name") String name,
      @QueryParam("ends") String ends,
      @QueryParam("signature") String signature,
      InputStream archive)
      throws IOException {
    Transfer transfer = require(name, Direction.OUTPUTS, ends, signature);
    try {
      transfers.take(transfer, archive);
      return Response.noContent().build();
    } catch (TransferRefusedException e) {
      throw new RequestRefusedException(
          Problem.of(
              "about:blank",
              "Unprocessable Content",
              Problem.UNPROCESSABLE,
              "Of what the tool has left " + e.getMessage()));
    } catch (IOException e) {
      // It did not come whole, or there is no room for it now: it is to come again.
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.SERVICE_UNAVAILABLE,
              "What the tool has left could not be taken now: " + e.getMessage()));
    }
  }

  private Transfer require(String name, Direction direction, String ends, String signature)
      throws IOException {
    return transfers
        .find(name)
        .filter(transfer -> transfer.isLink(direction, ends, signature))
        .orElseThrow(
            () ->
                new RequestRefusedException(
                    Problem.plain(Response.Status.NOT_FOUND, "There is nothing at this address.")));
  }
}
