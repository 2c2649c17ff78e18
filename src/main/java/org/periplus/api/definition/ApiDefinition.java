package org.periplus.api.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.periplus.configuration.Service;
import org.periplus.process.deployment.PackageKey;
import org.periplus.process.deployment.ProcessPackage;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The OpenAPI document of a tenant: OGC API - Processes Part 1, "OpenAPI 3.0" and "OpenAPI 3.1".
 * One is made anew when the processes in it are others; some of those made last are kept, since
 * making one costs as much as a hundred other answers. Threads share it.
 */
@Service
public class ApiDefinition {

  private static final JsonNode RESOURCES = resources();

  private final SecuritySchemes security;
  private final long mostKept;
  private final Map<Key, ApiDocument> kept = new ConcurrentHashMap<>();

  /** What a document depends on: revisions of processes never change. */
  private record Key(String root, OpenApiVersion version, List<PackageKey> processes) {}

  @Inject
  public ApiDefinition(SecuritySchemes security, DefinitionConfiguration configuration) {
    this.security = security;
    this.mostKept = configuration.mostKept().bytes();
  }

  /**
   * The resources, and for each process its execution with its inputs.
   *
   * @param keys what tells the processes that the caller sees from others
   * @param processes finds these processes, when the document has to be made
   * @param root the URL of the tenant's landing page
   */
  public ApiDocument of(
      List<PackageKey> keys,
      Supplier<List<ProcessPackage>> processes,
      String root,
      OpenApiVersion version) {
    Key key = new Key(root, version, keys);
    // Others who ask for it meanwhile wait for this one: each of their own would be some megabytes.
    ApiDocument document =
        kept.computeIfAbsent(key, same -> ApiDocument.of(made(processes.get(), root, version)));
    if (length() > mostKept) {
      kept.keySet().removeIf(other -> !other.equals(key));
    }
    return document;
  }

  /** How many characters are kept: the most that may be, or one document. */
  long length() {
    return kept.values().stream().mapToLong(document -> document.json().length()).sum();
  }

  private ObjectNode made(List<ProcessPackage> processes, String root, OpenApiVersion version) {
    ObjectNode document = RESOURCES.deepCopy();
    document.putArray("servers").addObject().put("url", root.replaceFirst("/$", ""));
    Representations.addTo(document);
    ObjectNode paths = document.withObjectProperty("paths");
    processes.forEach(process -> new ProcessOperations(process.description()).addTo(paths));
    security.addTo(document);
    return version.written(document);
  }

  private static JsonNode resources() {
    try (InputStream yaml = ApiDefinition.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      Object definition =
          new Load(LoadSettings.builder().setLabel("openapi.yaml").build())
              .loadFromInputStream(yaml);
      return new ObjectMapper().valueToTree(Map.class.cast(definition));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
