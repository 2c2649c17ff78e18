package org.periplus.staging;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The official JSON Schemas of one version of STAC, which the build fetches. */
final class StacSchemas {

  private static final String ROOT = "https://schemas.stacspec.org/v";

  private final String version;
  private final JsonSchemaFactory factory;

  /**
   * @param version such as 1.0.0
   */
  StacSchemas(String version) throws IOException {
    this.version = version;
    Map<String, String> schemas = read(version);
    factory =
        JsonSchemaFactory.builder(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7))
            .schemaLoaders(loaders -> loaders.schemas(schemas))
            .build();
  }

  private static Map<String, String> read(String version) throws IOException {
    Path zip = Path.of("target", "stac-schemas", version + ".zip");
    Map<String, String> schemas = new HashMap<>();
    try (FileSystem files = FileSystems.newFileSystem(zip)) {
      Path all = files.getPath("pystac/validation/jsonschemas");
      for (Path file : list(all.resolve("geojson"))) {
        schemas.put("https://geojson.org/schema/" + file.getFileName(), Files.readString(file));
      }
      for (Path file : list(all.resolve("stac-spec/v" + version))) {
        schemas.put(address(version, file.getFileName().toString()), Files.readString(file));
      }
    }
    return schemas;
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  private static String address(String version, String file) {
    String part =
        switch (file) {
          case "catalog.json" -> "catalog-spec";
          case "collection.json" -> "collection-spec";
          default -> "item-spec";
        };
    return ROOT + version + "/" + part + "/json-schema/" + file;
  }

  /** What is wrong with a catalog, a collection or an item. */
  Set<ValidationMessage> problems(JsonNode document) {
    String kind =
        switch (document.path("type").asText()) {
          case "Catalog" -> "catalog.json";
          case "Collection" -> "collection.json";
          default -> "item.json";
        };
    return factory
        .getSchema(SchemaLocation.of(address(version, kind)))
        .validate(
            document, context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }
}
