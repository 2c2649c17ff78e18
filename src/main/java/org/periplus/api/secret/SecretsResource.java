package org.periplus.api.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.periplus.api.Link;
import org.periplus.api.Links;
import org.periplus.api.Problem;
import org.periplus.api.RequestRefusedException;
import org.periplus.api.http.BodyKind;
import org.periplus.api.http.Takes;
import org.periplus.security.credential.CredentialOwner;
import org.periplus.security.credential.Credentials;
import org.periplus.security.credential.Purpose;
import org.periplus.security.credential.PurposeText;
import org.periplus.security.credential.TooManyCredentialsException;

/** Named secrets, an addition of ours. */
@Dependent
@Path("/ogc-api/secrets")
public class SecretsResource {

  private final Credentials credentials;
  private final SecretOwners owners;
  private final Links links;

  /** Never called: RESTEasy looks for it before it asks CDI for an instance. */
  public SecretsResource() {
    this(null, null, null);
  }

  @Inject
  public SecretsResource(Credentials credentials, SecretOwners owners, Links links) {
    this.credentials = credentials;
    this.owners = owners;
    this.links = links;
  }

  /** {@code GET /secrets}: those that count for the caller, in the order in which they do. */
  @GET
  @Operation(operationId = "getSecrets")
  @Produces({Links.JSON, Links.PAGE})
  public SecretList list() {
    List<SecretList.Secret> all = new ArrayList<>();
    owners
        .me()
        .map(credentials::of)
        .ifPresent(own -> own.forEach(each -> all.add(SecretList.Secret.of(each))));
    CredentialOwner tenant = owners.tenant();
    credentials.mounted(tenant.tenant()).forEach(each -> all.add(SecretList.Secret.mounted(each)));
    credentials.of(tenant).forEach(each -> all.add(SecretList.Secret.of(each)));
    String self = links.to("secrets");
    return new SecretList(
        all, List.of(Link.json("This document", "self", self), Links.asPage(self)));
  }

  /** {@code PUT /secrets/{name}}: stores one, in the place of one of that name. */
  @PUT
  @Path("{secretName}")
  @Operation(operationId = "putSecret")
  @Takes(BodyKind.DOCUMENT)
  @Produces(Links.JSON)
  public Response put(
      @PathParam("secretName") String name, @QueryParam("owner") String owner, JsonNode body) {
    CredentialOwner whose = owners.changed(owner);
    if (!Credentials.isName(name)) {
      throw refused(
          Response.Status.BAD_REQUEST,
          "A secret's name has up to 100 letters, digits, '_', '.' and '-', and begins with a"
              + " letter or a digit.");
    }
    if (body == null || !body.isObject()) {
      throw refused(
          Response.Status.BAD_REQUEST,
          "The body must be a JSON object with a member 'value', and one of 'header' with"
              + " 'origins', 'buckets' and 'registry' where it is not for inputs.");
    }
    Purpose purpose;
    String value;
    try {
      purpose = PurposeText.read(body);
      value = value(body, purpose);
    } catch (IllegalArgumentException e) {
      throw refused(Response.Status.BAD_REQUEST, e.getMessage());
    }
    try {
      return credentials.put(whose, name, purpose, value)
          ? Response.created(Links.location(links.to("secrets"))).build()
          : Response.noContent().build();
    } catch (TooManyCredentialsException e) {
      throw refused(Response.Status.CONFLICT, e.getMessage());
    }
  }

  private String value(JsonNode body, Purpose purpose) {
    JsonNode value = body.path("value");
    String text = value.isTextual() ? value.textValue() : "";
    if (text.getBytes(UTF_8).length > credentials.maxValueSize()) {
      throw new IllegalArgumentException(
          "'value' may have %d bytes (periplus.secrets.named.max-value-size)."
              .formatted(credentials.maxValueSize()));
    }
    PurposeText.requireFit(purpose, text);
    return text;
  }

  /** {@code DELETE /secrets/{name}}: forgets one. Jobs that have its value already keep it. */
  @DELETE
  @Path("{secretName}")
  @Operation(operationId = "deleteSecret")
  @Produces(Links.JSON)
  public Response delete(@PathParam("secretName") String name, @QueryParam("owner") String owner) {
    if (!credentials.remove(owners.changed(owner), name)) {
      throw refused(
          Response.Status.NOT_FOUND,
          "There is no such secret; GET /secrets tells which there are.");
    }
    return Response.noContent().build();
  }

  private static RequestRefusedException refused(Response.Status status, String detail) {
    return new RequestRefusedException(Problem.plain(status, detail));
  }
}
