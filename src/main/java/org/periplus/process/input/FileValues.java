package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.process.description.TypeSchemas;

/** Turns links, URLs and STAC objects among the values of one input into CWL files. */
final class FileValues {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> KEPT =
      Set.of("class", "location", "basename", "contents", "format");

  private final InputParameter input;

  /** A value that the schema lets pass and that is refused nevertheless. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  FileValues(InputParameter input) {
    this.input = input;
  }

  /**
   * A CWL File with the contents that a qualified value gives inline: a literal when they are text,
   * else a {@code data:} URL, since CWL has no literal for bytes. Empty when they are not the
   * base64 that they should be.
   */
  static Optional<ObjectNode> literal(ObjectNode qualified) {
    JsonNode value = qualified.get("value");
    String text = value.isTextual() ? value.asText() : value.toString();
    if (qualified.path("encoding").asText().equalsIgnoreCase("base64")) {
      String base64 = text.replaceAll("\\s", "");
      try {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      } catch (CharacterCodingException e) {
        String mediaType = qualified.path("mediaType").asText("application/octet-stream");
        return Optional.of(FileReference.bytes("value", base64, mediaType).without("format"));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    return Optional.of(JSON.objectNode().put("class", "File").put("contents", text));
  }

  /** The CWL value of a value that the schema has accepted. */
  JsonNode convert(CwlType type, JsonNode value) {
    if (value.isNull()) {
      return value;
    }
    CwlType present = type.required();
    if (present == CwlType.Primitive.FILE || present == CwlType.Primitive.DIRECTORY) {
      return fileOrDirectory(present.toString(), value);
    }
    if (present instanceof CwlType.Array array) {
      ArrayNode items = JSON.arrayNode();
      value.forEach(item -> items.add(convert(array.items(), item)));
      return items;
    }
    if (present instanceof CwlType.Record record) {
      ObjectNode members = JSON.objectNode();
      for (CwlType.Field field : record.fields()) {
        JsonNode member = value.get(field.name());
        if (member != null) {
          members.set(field.name(), convert(field.type(), member));
        }
      }
      return members;
    }
    return present instanceof CwlType.Union union ? ofUnion(union, value) : value;
  }

  private JsonNode ofUnion(CwlType.Union union, JsonNode value) {
    Optional<CwlType> files = union.alternatives().stream().filter(t -> fits(t, value)).findFirst();
    return files.isPresent() ? convert(files.get(), value) : value;
  }

  private static boolean fits(CwlType type, JsonNode value) {
    if (type instanceof CwlType.Array array) {
      return value.isArray() && TypeSchemas.holdsFiles(array);
    }
    String className = value.path("class").asText(type.toString());
    return value.isObject() && TypeSchemas.holdsFiles(type) && className.equals(type.toString());
  }

  private ObjectNode fileOrDirectory(String className, JsonNode value) {
    if (value.isTextual()) {
      return JSON.objectNode().put("class", className).put("location", location(value));
    }
    if (value.has("href")) {
      ObjectNode file =
          JSON.objectNode().put("class", className).put("location", location(value.get("href")));
      if (className.equals("File")) {
        format(value).ifPresent(format -> file.put("format", format));
      }
      return file;
    }
    return value.has("class") ? object(value) : stac(value);
  }

  /** What a caller may say about a CWL file; a path of the server's own machine is not kept. */
  private ObjectNode object(JsonNode value) {
    ObjectNode file = JSON.objectNode();
    value
        .properties()
        .forEach(
            member -> {
              switch (member.getKey()) {
                case "location" -> file.put("location", location(member.getValue()));
                case "listing", "secondaryFiles" -> {
                  ArrayNode list = file.putArray(member.getKey());
                  member.getValue().forEach(each -> list.add(object(each)));
                }
                default -> {
                  if (KEPT.contains(member.getKey())) {
                    file.set(member.getKey(), member.getValue());
                  }
                }
              }
            });
    if (!file.has("location") && !file.has("contents") && !file.has("listing")) {
      throw new RefusedException("a CWL File or Directory needs a location, contents or listing.");
    }
    return file;
  }

  /** A STAC object by value: the directory at its own link, or else one that holds it. */
  private static ObjectNode stac(JsonNode value) {
    ObjectNode directory = JSON.objectNode().put("class", "Directory");
    for (JsonNode link : value.path("links")) {
      if (link.path("rel").asText().equals("self")
          && FileReference.isAllowed(link.path("href").asText())) {
        return directory.put("location", link.path("href").asText());
      }
    }
    directory
        .putArray("listing")
        .addObject()
        .put("class", "File")
        .put("basename", value.path("id").asText("stac").replaceAll("[^\\w.-]", "_") + ".json")
        .put("contents", value.toString());
    return directory;
  }

  private Optional<String> format(JsonNode link) {
    if (!link.path("type").isTextual()) {
      return Optional.empty();
    }
    if (input.format().isEmpty()) {
      return Optional.of(
          FileReference.MEDIA_TYPE + link.path("type").asText().replaceFirst(";.*", "").strip());
    }
    return input.format().size() == 1 && input.format().get(0).contains("://")
        ? Optional.of(input.format().get(0))
        : Optional.empty();
  }

  private static String location(JsonNode location) {
    String url = location.asText();
    if (!FileReference.isAllowed(url)) {
      throw new RefusedException(
          "expected a URL that begins with http://, https:// or s3://, came '" + url + "'.");
    }
    return url;
  }
}
