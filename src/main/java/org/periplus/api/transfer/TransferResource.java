package org.periplus.api.transfer;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.file.FileAnswers;
import org.periplus.api.http.BodyLimit;
import org.periplus.configuration.DataDirectory;
import org.periplus.transfer.DepartingArchive;
import org.periplus.transfer.Direction;
import org.periplus.transfer.SingleFile;
import org.periplus.transfer.SingleFiles;
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

  /** Of the size from which files are fetched by themselves. */
  private static final Pattern BYTES = Pattern.compile("\\d{1,18}");

  private final Transfers transfers;
  private final SingleFiles singles;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public TransferResource() {
    transfers = null;
    singles = null;
  }

  @Inject
  public TransferResource(DataDirectory data) {
    transfers = new Transfers(data.root());
    singles = new SingleFiles(data.root());
  }

  /**
   * {@code GET /transfers/{name}/inputs}: all that the tool is to see, as an archive.
   *
   * @param singly files of so many bytes or more are listed at its beginning, and are not in it;
   *     none without it, as older couriers ask
   */
  @GET
  @Path("inputs")
  @Operation(hidden = true)
  @Produces(MediaType.WILDCARD)
  public Response inputs(
      @PathParam("name") String name,
      @QueryParam("ends") String ends,
      @QueryParam("signature") String signature,
      @QueryParam("singly") String singly)
      throws IOException {
    Transfer transfer = require(name, Direction.INPUTS, ends, signature);
    List<SingleFile> listed =
        singly == null ? List.of() : singles.list(transfer, bytes("singly", singly));
    StreamingOutput archive = bytes -> new DepartingArchive(transfer, listed).pack(bytes);
    return Response.ok(archive, TAR).build();
  }

  private static long bytes(String parameter, String text) {
    if (!BYTES.matcher(text).matches()) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.BAD_REQUEST, "'" + parameter + "' has to be a number of bytes."));
    }
    return Long.parseLong(text);
  }

  /**
   * {@code GET /transfers/{name}/inputs/{number}}: a file of the archive's list, or a range of it.
   */
  @GET
  @Path("inputs/{number}")
  @Operation(hidden = true)
  @Produces(MediaType.WILDCARD)
  public Response input(
      @PathParam("name") String name,
      @PathParam("number") String number,
      @QueryParam("ends") String ends,
      @QueryParam("signature") String signature,
      @HeaderParam("Range") String range,
      @HeaderParam("If-Range") String ifRange)
      throws IOException {
    Transfer transfer = require(name, Direction.INPUTS, ends, signature);
    SingleFile listed =
        singles.find(transfer, number).orElseThrow(TransferResource::nothingAtThisAddress);
    try {
      singles.open(transfer, listed).close();
    } catch (NoSuchFileException e) {
      throw new RequestRefusedException(
          Problem.plain(
              Response.Status.GONE,
              "This file is not there any more as it was when it was listed."));
    }
    ListedFile file = new ListedFile(singles, transfer, listed);
    return FileAnswers.of(file, file.mediaType(), range, ifRange);
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
        .orElseThrow(TransferResource::nothingAtThisAddress);
  }

  private static RequestRefusedException nothingAtThisAddress() {
    return new RequestRefusedException(
        Problem.plain(Response.Status.NOT_FOUND, "There is nothing at this address."));
  }
}
