package org.periplus.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.periplus.security.Egress;

/**
 * Opens what a deployment posts: a bare CWL document, or OGC API - Processes Part 2's {@code
 * application/ogcapppkg+json}, whose execution unit is a CWL document by value or by reference.
 * Threads share it.
 */
@ApplicationScoped
public class PackageOpener {

  /** The media type of the envelope. */
  public static final String ENVELOPE = "application/ogcapppkg+json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Egress egress;

  /** For CDI's proxy alone. */
  protected PackageOpener() {
    this(null);
  }

  @Inject
  public PackageOpener(Egress egress) {
    this.egress = egress;
  }

  /**
   * Opens a package. For an execution unit by reference this waits for the other server, no longer
   * than the egress rule allows.
   *
   * @throws MalformedPackageException if the envelope is not right
   * @throws org.periplus.security.EgressException if the reference may not or cannot be followed
   */
  public PackageSource open(String mediaType, String body) {
    if (!mediaType.equals(ENVELOPE)) {
      return PackageSource.ofDocument(mediaType, body);
    }
    JsonNode envelope = json(body);
    JsonNode unit = envelope.path("executionUnit");
    if (unit.isArray() && unit.size() == 1) {
      unit = unit.get(0);
    }
    if (unit.isMissingNode()) {
      throw new MalformedPackageException("The package has no member 'executionUnit'.");
    }
    Map<String, String> stated = stated(envelope.path("processDescription"));
    if (unit.isTextual()) {
      return new PackageSource(mediaType, body, unit.asText(), "executionUnit", stated);
    }
    if (unit.path("href").isTextual()) {
      URI href = uri(unit.get("href").asText());
      return new PackageSource(mediaType, body, egress.text(href), href.toString(), stated);
    }
    if (unit.has("cwlVersion")) {
      return new PackageSource(mediaType, body, unit.toString(), "executionUnit", stated);
    }
    JsonNode value = unit.get("value");
    if (value == null || !(value.isTextual() || value.isObject())) {
      throw new MalformedPackageException(
          "The execution unit is neither a link (href), nor a value, nor a CWL document.");
    }
    String document = value.isTextual() ? value.asText() : value.toString();
    return new PackageSource(mediaType, body, document, "executionUnit", stated);
  }

  private static URI uri(String href) {
    try {
      return URI.create(href);
    } catch (IllegalArgumentException e) {
      throw new MalformedPackageException("'" + href + "' is not a URL.");
    }
  }

  private static Map<String, String> stated(JsonNode description) {
    JsonNode process = description.has("process") ? description.get("process") : description;
    Map<String, String> stated = new TreeMap<>();
    for (String member : new String[] {"id", "title", "description", "version"}) {
      if (process.path(member).isTextual()) {
        stated.put(member, process.get(member).asText());
      }
    }
    return stated;
  }

  private static JsonNode json(String body) {
    try {
      JsonNode json = MAPPER.readTree(body);
      if (json.isObject()) {
        return json;
      }
      throw new MalformedPackageException("The package is not a JSON object.");
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
