package org.periplus.process.description;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What stands for a CWL File or Directory in a request, as JSON Schema: a link, a URL or itself.
 */
final class FileSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FileSchemas() {}

  /** The schema of a Directory, which also STAC documents stand for. */
  static ObjectNode directory() {
    ObjectNode schema = fileOrDirectory("Directory", List.of());
    ArrayNode alternatives = (ArrayNode) schema.get("oneOf");
    ObjectNode stac = alternatives.addObject();
    stac.put("title", "STAC item, catalog or collection").put("type", "object");
    stac.putArray("required").add("type").add("stac_version");
    ObjectNode type = stac.putObject("properties").putObject("type");
    type.putArray("enum").add("Feature").add("Catalog").add("Collection");
    ObjectNode items = alternatives.addObject();
    items.put("title", "List of STAC items").put("type", "object");
    items.putArray("required").add("type").add("features");
    ObjectNode members = items.putObject("properties");
    members.putObject("type").putArray("enum").add("FeatureCollection");
    members.putObject("features").put("type", "array").putObject("items").put("type", "object");
    return schema;
  }

  /**
   * The schema of a File.
   *
   * @param mediaTypes those that it may have; any when there are none
   */
  static ObjectNode file(List<String> mediaTypes) {
    return fileOrDirectory("File", mediaTypes);
  }

  private static ObjectNode fileOrDirectory(String className, List<String> mediaTypes) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("oneOf");
    ObjectNode link = alternatives.addObject().put("title", "Link").put("type", "object");
    link.putArray("required").add("href");
    ObjectNode linkMembers = link.putObject("properties");
    linkMembers.set("href", uri());
    for (String member : new String[] {"rel", "type", "hreflang", "title"}) {
      linkMembers.putObject(member).put("type", "string");
    }
    alternatives.add(withMediaTypes(uri(), mediaTypes));
    ObjectNode object =
        alternatives.addObject().put("title", "CWL " + className).put("type", "object");
    object.putArray("required").add("class");
    ObjectNode members = object.putObject("properties");
    members.putObject("class").putArray("enum").add(className);
    members.set("location", uri());
    return schema;
  }

  private static ObjectNode uri() {
    return JSON.objectNode().put("type", "string").put("format", "uri");
  }

  /** Validators do not look at media types, so that of several {@code oneOf} would always fail. */
  private static ObjectNode withMediaTypes(ObjectNode schema, List<String> mediaTypes) {
    if (mediaTypes.size() == 1) {
      return schema.put("contentMediaType", mediaTypes.get(0));
    }
    if (!mediaTypes.isEmpty()) {
      ArrayNode alternatives = schema.putArray("anyOf");
      mediaTypes.forEach(type -> alternatives.addObject().put("contentMediaType", type));
    }
    return schema;
  }
}
