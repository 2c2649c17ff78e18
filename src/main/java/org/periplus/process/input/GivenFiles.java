package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.CwlType;
import org.periplus.cwl.model.InputParameter;
import org.periplus.cwl.value.GivenMediaType;

/** Turns links, URLs and STAC objects among the values of one input into CWL files. */
final class GivenFiles {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Set<String> KEPT =
      Set.of("class", "location", "basename", "contents", "format", "mediaType");

  private static final Set<String> LINK = Set.of("href", "rel", "type", "hreflang", "title");

  private static final Set<String> CLASSES = Set.of("File", "Directory");

  private static final FileDemands NONE = new FileDemands(new InputFormats(List.of()), List.of());

  private final RequestTypes types;

  /** A value that the schema lets pass and that is refused nevertheless. */
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  GivenFiles(RequestTypes types) {
    this.types = types;
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
        ObjectNode file = FileReference.bytes("value", base64, mediaType);
        file.remove("format");
        return Optional.of(withSecondaryFiles(file, qualified));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    ObjectNode file = JSON.objectNode().put("class", "File").put("contents", text);
    if (qualified.has("encoding") && qualified.path("mediaType").isTextual()) {
      String mediaType = qualified.get("mediaType").textValue();
      file.put("basename", "value." + FileReference.extension(mediaType));
    }
    noteMediaType(file, qualified.path("mediaType"));
    return Optional.of(withSecondaryFiles(file, qualified));
  }

  private static void noteMediaType(ObjectNode file, JsonNode mediaType) {
    if (mediaType.isTextual()) {
      GivenMediaType.note(file, mediaType.textValue());
    }
  }

  private static ObjectNode withSecondaryFiles(ObjectNode file, ObjectNode qualified) {
    if (qualified.has("secondaryFiles")) {
      file.set("secondaryFiles", qualified.get("secondaryFiles"));
    }
    return file;
  }

  /** The CWL value of a value that the type has accepted. */
  JsonNode convert(InputParameter input, JsonNode value) {
    FileDemands demands = new FileDemands(new InputFormats(input.format()), input.secondaryFiles());
    return convert(input.type(), value, demands);
  }

  private JsonNode convert(CwlType type, JsonNode value, FileDemands demands) {
    if (value.isNull()) {
      return value;
    }
    CwlType present = type.required();
    if (present == CwlType.Primitive.FILE || present == CwlType.Primitive.DIRECTORY) {
      return demands.complete(fileOrDirectory(present.toString(), value, demands));
    }
    if (present instanceof CwlType.Array array) {
      ArrayNode items = JSON.arrayNode();
      value.forEach(item -> items.add(convert(array.items(), item, demands)));
      return items;
    }
    if (present instanceof CwlType.Record record) {
      return record(record, value);
    }
    if (present instanceof CwlType.Union union) {
      return types.fitting(union, value).map(fit -> convert(fit, value, demands)).orElse(value);
    }
    if (present instanceof CwlType.Enumeration enumeration) {
      return JSON.textNode(types.symbols(enumeration).find(value.textValue()).orElseThrow());
    }
    return present == CwlType.Primitive.ANY ? any(value, demands) : value;
  }

  /** Members that the type does not name are kept: a Feature has more than the package needs. */
  private ObjectNode record(CwlType.Record record, JsonNode value) {
    ObjectNode members = JSON.objectNode();
    value.properties().forEach(member -> members.set(member.getKey(), checked(member.getValue())));
    for (CwlType.Field field : record.fields()) {
      JsonNode member = value.get(field.name());
      if (member != null) {
        FileDemands demands =
            new FileDemands(new InputFormats(field.format()), field.secondaryFiles());
        members.set(field.name(), convert(field.type(), member, demands));
      }
    }
    return members;
  }

  /** A link, or links, are files; links inside of a document belong to it. */
  private JsonNode any(JsonNode value, FileDemands demands) {
    if (value.isArray()) {
      ArrayNode items = JSON.arrayNode();
      value.forEach(item -> items.add(any(item, demands)));
      return items;
    }
    boolean link =
        value.path("href").isTextual()
            && value.properties().stream().allMatch(member -> LINK.contains(member.getKey()));
    return link ? fileOrDirectory("File", value, demands) : checked(value);
  }

  /** The value, in which CWL files, however deep, name what a request may name. */
  private static JsonNode checked(JsonNode value) {
    if (value.isArray()) {
      ArrayNode items = JSON.arrayNode();
      value.forEach(item -> items.add(checked(item)));
      return items;
    }
    if (!value.isObject()) {
      return value;
    }
    if (CLASSES.contains(value.path("class").asText())) {
      return object(value);
    }
    ObjectNode members = JSON.objectNode();
    value.properties().forEach(member -> members.set(member.getKey(), checked(member.getValue())));
    return members;
  }

  private static ObjectNode fileOrDirectory(String className, JsonNode value, FileDemands demands) {
    if (value.isTextual()) {
      return JSON.objectNode().put("class", className).put("location", location(value));
    }
    if (value.has("href")) {
      ObjectNode file =
          JSON.objectNode().put("class", className).put("location", location(value.get("href")));
      if (className.equals("File")) {
        demands.formats().of(value.path("type")).ifPresent(format -> file.put("format", format));
        noteMediaType(file, value.path("type"));
      }
      if (value.path("secondaryFiles").isArray()) {
        file.set("secondaryFiles", parts(value.get("secondaryFiles")));
      }
      return file;
    }
    return value.has("class") ? object(value) : stac(value);
  }

  /** What a caller may say about a CWL file; a path of the server's own machine is not kept. */
  private static ObjectNode object(JsonNode value) {
    ObjectNode file = JSON.objectNode();
    value
        .properties()
        .forEach(
            member -> {
              switch (member.getKey()) {
                case "location", "href" -> file.put("location", location(member.getValue()));
                case "listing", "secondaryFiles" ->
                    file.set(member.getKey(), parts(member.getValue()));
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

  /** Secondary files and entries of a folder, which may be links as results have them. */
  private static ArrayNode parts(JsonNode written) {
    ArrayNode parts = JSON.arrayNode();
    Set<String> names = new HashSet<>();
    for (JsonNode each : written) {
      boolean link = !each.has("class") && each.has("href");
      ObjectNode part = link ? fileOrDirectory("File", each, NONE) : object(each);
      String name = FileDemands.name(part);
      if (!name.isEmpty() && !names.add(name)) {
        throw new RefusedException("two of its files are called '%s'.".formatted(name));
      }
      parts.add(part);
    }
    return parts;
  }

  /** A STAC object by value: the directory at its own link, or else one that is made of it. */
  private static ObjectNode stac(JsonNode value) {
    ObjectNode directory = JSON.objectNode().put("class", "Directory");
    for (JsonNode link : value.path("links")) {
      if (link.path("rel").asText().equals("self")
          && FileReference.isAllowed(link.path("href").asText())) {
        return directory.put("location", link.path("href").asText());
      }
    }
    String name = value.path("id").asText("stac").replaceAll("[^\\w.-]", "_");
    if (hasItems(value)) {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      String base64 = Base64.getEncoder().encodeToString(text);
      return directory
          .put("basename", name)
          .put("location", "data:application/json;base64," + base64);
    }
    directory
        .putArray("listing")
        .addObject()
        .put("class", "File")
        .put("basename", name + ".json")
        .put("contents", value.toString());
    return directory;
  }

  /** Whether it is an item, or a list of some; what a catalog links to is nowhere. */
  private static boolean hasItems(JsonNode value) {
    JsonNode item = value.path("type").asText().equals("Feature") ? value : value.at("/features/0");
    return item.has("stac_version") && item.has("id");
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
