package org.periplus.process.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.periplus.configuration.JsonLimits;
import org.periplus.configuration.Service;
import org.periplus.security.Egress;

/**
 * Opens what a deployment posts: a bare CWL document, or OGC API - Processes Part 2's {@code
 * application/ogcapppkg+json}, whose execution unit is a CWL document by value or by reference, or
 * an image. Threads share it.
 */
@Service
public class PackageOpener {

  /** The media type of the envelope. */
  public static final String ENVELOPE = PackageKind.ENVELOPE;

  /** What says that a body is JSON, or bytes, or text, and not that it is a package. */
  private static final Set<String> ANYTHING =
      Set.of("", "application/json", "application/octet-stream", "text/plain");

  private static final List<String> PROFILES =
      List.of(
          "http://www.opengis.net/profiles/eoc/dockerizedApplication",
          "http://www.opengis.net/profiles/eoc/workflow");

  private final Egress egress;
  private final ObjectMapper mapper;

  @Inject
  public PackageOpener(Egress egress, JsonLimits limits) {
    this.egress = egress;
    mapper = new ObjectMapper(limits.factory());
  }

  /**
   * The media type of a package.
   *
   * @param said what the client says; what does not say that it is a package counts for nothing
   * @return empty if it is none; a JSON document is one in any case, if perhaps a wrong one
   */
  public Optional<String> mediaType(String said, String body) {
    String type = said.toLowerCase(Locale.ROOT);
    if (!ANYTHING.contains(type)) {
      return Optional.of(type);
    }
    return PackageKind.of(body, mapper.getFactory())
        .or(() -> type.equals("application/json") ? Optional.of(ENVELOPE) : Optional.empty());
  }

  /**
   * Opens a package. For an execution unit by reference this waits for the other server, no longer
   * than the egress rule allows.
   *
   * @param tenant who deploys it
   * @throws MalformedPackageException if the envelope is not right
   * @throws UnsupportedProfileException if it is for another kind of server
   * @throws org.periplus.security.EgressException if the reference may not or cannot be followed
   */
  public PackageSource open(String tenant, String mediaType, String body) {
    if (!mediaType.equals(ENVELOPE)) {
      return PackageSource.ofDocument(mediaType, body);
    }
    JsonNode envelope = json(body);
    if (!envelope.has("executionUnit")) {
      throw new MalformedPackageException(
          "The package has no member 'executionUnit', and it is no CWL document, which has a member"
              + " 'cwlVersion'.");
    }
    checkProfile(envelope.path("deploymentProfile"));
    JsonNode described = envelope.path("processDescription");
    JsonNode process = described.has("process") ? described.get("process") : described;
    StatedDescription stated = StatedDescription.of(process);
    ExecutionUnit unit = ExecutionUnit.of(envelope.get("executionUnit"));
    if (unit instanceof ExecutionUnit.Reference reference) {
      URI href = reference.href();
      return new PackageSource(
          mediaType, body, egress.of(tenant).text(href), href.toString(), stated);
    }
    String document =
        unit instanceof ExecutionUnit.Image image
            ? new ImageDocument(image.unit(), process).text()
            : ((ExecutionUnit.Value) unit).document();
    return new PackageSource(mediaType, body, document, "executionUnit", stated);
  }

  /** {@code /req/ogcapppkg/profile-docker}, of drafts that have this member. */
  private static void checkProfile(JsonNode profile) {
    if (!profile.isMissingNode() && !PROFILES.contains(profile.asText())) {
      throw new UnsupportedProfileException(
          "The deploymentProfile " + profile + " is none of " + PROFILES + ".");
    }
  }

  private JsonNode json(String body) {
    try {
      JsonNode json = mapper.readTree(body);
      if (json.isObject()) {
        return json;
      }
      throw new MalformedPackageException("The package is not a JSON object.");
    } catch (StreamConstraintsException e) {
      throw new MalformedPackageException("The package is refused: " + JsonLimits.words(e) + ".");
    } catch (JsonProcessingException e) {
      throw new MalformedPackageException(
          "The package is not JSON: "
              + e.getOriginalMessage()
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")"));
    }
  }
}
