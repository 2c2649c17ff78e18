package org.periplus.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;
import org.periplus.api.Cursor;
import org.periplus.api.DateTimes;
import org.periplus.api.request.IdempotencyKeys;
import org.periplus.security.identity.AnonymousUse;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void everyResourceMethodIsDescribedUnderItsOperationId() throws Exception {
    assertThat(annotated()).isEqualTo(described());
  }

  @Test
  void operationsSayWhoMayUseThem() throws Exception {
    ObjectNode document =
        (ObjectNode)
            JSON.readTree(
                """
                {"paths": {
                  "/processes": {"get": {"responses": {}}, "post": {"responses": {}}},
                  "/processes/echo/execution": {"parameters": [], "post": {"responses": {}}},
                  "/callback-keys": {"get": {"responses": {}}}}}
                """);
    new SecuritySchemes(Map.of(), Optional.empty()).addTo(document);
    assertThat(document.has("components")).isFalse();

    new SecuritySchemes(
            Map.of("sso", "https://sso.example.org/.well-known/openid-configuration"),
            Optional.of(AnonymousUse.READ))
        .addTo(document);

    assertThat(document.at("/components/securitySchemes/bearer/scheme").asText())
        .isEqualTo("bearer");
    assertThat(document.at("/components/securitySchemes/openid-sso/openIdConnectUrl").asText())
        .isEqualTo("https://sso.example.org/.well-known/openid-configuration");
    JsonNode paths = document.get("paths");
    assertThat(paths.at("/~1processes/get/security"))
        .isEqualTo(JSON.readTree("[{}, {\"bearer\": []}, {\"openid-sso\": []}]"));
    assertThat(paths.at("/~1processes/post/security"))
        .isEqualTo(JSON.readTree("[{\"bearer\": []}, {\"openid-sso\": []}]"));
    assertThat(paths.at("/~1processes/post/x-role").asText()).isEqualTo("deployer");
    assertThat(paths.at("/~1processes~1echo~1execution/post/x-role").asText())
        .isEqualTo("executor");
    assertThat(paths.at("/~1callback-keys/get/security")).isEqualTo(JSON.readTree("[{}]"));
  }

  @Test
  void schemasOfProcessesAreWrittenInTheDialectOfTheVersion() throws Exception {
    String mixed =
        """
        {"properties": {
          "nullable": {"type": "string", "nullable": true},
          "image": {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
          "kind": {"const": "a"},
          "either": {"type": ["number", "null"], "exclusiveMinimum": 0},
          "box": {"$ref": "../../openapi/schemas/bbox.yaml"},
          "far": {"$ref": "https://geojson.org/schema/Feature.json"},
          "data": {"default": {"nullable": true}}}}
        """;

    assertThat(SchemaDialect.OPENAPI_3_0.rewrite(JSON.readTree(mixed)))
        .isEqualTo(
            JSON.readTree(
                """
                {"properties": {
                  "nullable": {"type": "string", "nullable": true},
                  "image": {"type": "string", "format": "byte"},
                  "kind": {"enum": ["a"]},
                  "either":
                    {"type": "number", "nullable": true, "minimum": 0, "exclusiveMinimum": true},
                  "box": {"$ref": "#/components/schemas/bbox"},
                  "far": {"description": "See https://geojson.org/schema/Feature.json"},
                  "data": {"default": {"nullable": true}}}}
                """));
    assertThat(SchemaDialect.JSON_SCHEMA.rewrite(JSON.readTree(mixed)))
        .isEqualTo(
            JSON.readTree(
                """
                {"properties": {
                  "nullable": {"type": ["string", "null"]},
                  "image":
                    {"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"},
                  "kind": {"const": "a"},
                  "either": {"type": ["number", "null"], "exclusiveMinimum": 0},
                  "box": {"$ref": "#/components/schemas/bbox"},
                  "far": {"description": "See https://geojson.org/schema/Feature.json"},
                  "data": {"default": {"nullable": true}}}}
                """));
  }

  @Test
  void parametersSayWhatIsReallyTaken() throws Exception {
    JsonNode parameters = document().at("/components/parameters");
    String cursor = new Cursor(Instant.now(), UUID.randomUUID()).toString();
    for (String value : List.of(cursor, "x", "1_2", cursor + "0", "_" + cursor)) {
      holds(parameters.at("/after"), value, () -> Cursor.read("after", value));
      holds(parameters.at("/before"), value, () -> Cursor.read("before", value));
    }
    for (String value : List.of("\"a b\"", "a", "\"\"", "a b", "\"a\\\"", "ä", "a".repeat(256))) {
      holds(parameters.at("/idempotencyKey"), value, () -> IdempotencyKeys.of(value));
    }
    for (String value :
        List.of(
            "2026-01-31T12:00:00Z",
            "2026-01-31t12:00:00.123456789+01:00",
            "2026-01-31 12:00:00z",
            "2026-01-31",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00Z",
            "soon")) {
      holds(parameters.at("/datetime"), value, () -> DateTimes.read(value).orElseThrow());
    }
    String datetime = parameters.at("/datetime/schema/pattern").asText();
    String noon = "2026-01-31T12:00:00Z";
    assertThat(List.of(noon + "/..", "../" + noon, "/" + noon, noon + "/", noon + "/" + noon))
        .allMatch(value -> value.matches(datetime));
    assertThat(List.of("/", "../..", "", noon + "/" + noon + "/" + noon))
        .noneMatch(value -> value.matches(datetime));
  }

  private static void holds(JsonNode parameter, String value, Callable<?> read) {
    boolean taken;
    try {
      read.call();
      taken = true;
    } catch (Exception e) {
      taken = false;
    }
    assertThat(value.matches(parameter.at("/schema/pattern").asText())).as(value).isEqualTo(taken);
  }

  @Test
  void eachResourceSaysItsOwnRepresentationsAndRefusals() throws Exception {
    ObjectNode document = (ObjectNode) document();
    Representations.addTo(document);
    JsonNode paths = document.get("paths");

    assertThat(formats(paths.at("/~1jobs/get"))).containsExactly("json", "html");
    assertThat(formats(paths.at("/~1api/get"))).containsExactly("json", "html", "oas30", "oas31");
    assertThat(formats(paths.at("/~1jobs~1{jobID}~1prov/get")))
        .containsExactly("json", "html", "provn");
    assertThat(paths.at("/~1jobs/get/responses/406/$ref").asText()).endsWith("/NotAcceptable");
    assertThat(paths.at("/~1processes/post/responses").has("403")).isTrue();
    assertThat(document.at("/components/responses/Problem/content").has("text/html")).isTrue();
    for (JsonNode callback : paths.at("/~1processes~1{processID}~1execution/post/callbacks")) {
      assertThat(document.at(callback.get("$ref").asText().substring(1)).toString())
          .contains("$request.body#/subscriber/");
    }
  }

  private static List<String> formats(JsonNode operation) {
    return StreamSupport.stream(operation.get("parameters").spliterator(), false)
        .filter(parameter -> parameter.path("name").asText().equals("f"))
        .flatMap(
            parameter -> StreamSupport.stream(parameter.at("/schema/enum").spliterator(), false))
        .map(JsonNode::asText)
        .toList();
  }

  private static JsonNode document() throws Exception {
    try (InputStream yaml = OpenApiTest.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(yaml));
    }
  }

  private static Map<String, String> described() throws Exception {
    Map<String, String> operations = new TreeMap<>();
    for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        if (operation.getValue() instanceof ObjectNode node && node.has("operationId")) {
          operations.put(
              operation.getKey().toUpperCase(Locale.ROOT) + " " + shape(path.getKey()),
              node.get("operationId").asText());
        }
      }
    }
    return operations;
  }

  private static Map<String, String> annotated() {
    JavaClasses resources =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.periplus.api", "org.periplus.ops");
    Map<String, String> operations = new TreeMap<>();
    for (JavaClass resource : resources) {
      if (resource.isAnnotatedWith(Path.class)) {
        resource.getMethods().forEach(method -> add(resource, method, operations));
      }
    }
    return operations;
  }

  private static void add(JavaClass resource, JavaMethod method, Map<String, String> operations) {
    String path = resource.getAnnotationOfType(Path.class).value();
    if (method.isAnnotatedWith(Path.class)) {
      path += "/" + method.getAnnotationOfType(Path.class).value().replaceFirst("^/", "");
    }
    String at = path.replaceFirst("^/ogc-api", "");
    method.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
        .forEach(
            annotation -> {
              String name = annotation.getRawType().getAnnotationOfType(HttpMethod.class).value();
              assertThat(method.isAnnotatedWith(Operation.class)).as(method.getFullName()).isTrue();
              if (method.getAnnotationOfType(Operation.class).hidden()) {
                return;
              }
              operations.put(
                  name + " " + shape(at.isEmpty() ? "/" : at),
                  method.getAnnotationOfType(Operation.class).operationId());
            });
  }

  private static String shape(String path) {
    return path.replaceAll("\\{[^}]*}", "{}");
  }
}
