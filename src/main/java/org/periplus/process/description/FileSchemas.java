package org.periplus.process.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What stands for a CWL File or Directory in a request, as JSON Schema: a link, a URL or itself.
 */
final class FileSchemas {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private FileSchemas() {}

  /** The schema of a Directory, which also a STAC document stands for. */
  static ObjectNode directory() {
    ObjectNode schema = fileOrDirectory("Directory");
    ObjectNode stac = ((ArrayNode) schema.get("oneOf")).addObject();
    stac.put("title", "STAC item, catalog or collection").put("type", "object");
    stac.putArray("required").add("type").add("stac_version");
    ObjectNode type = stac.putObject("properties").putObject("type");
    type.putArray("enum").add("Feature").add("Catalog").add("Collection");
    return schema;
  }

  /** The schema of a File. */
  static ObjectNode file() {
    return fileOrDirectory("File");
  }

  private static ObjectNode fileOrDirectory(String className) {
    ObjectNode schema = JSON.objectNode();
    ArrayNode alternatives = schema.putArray("oneOf");
    ObjectNode link = alternatives.addObject().put("title", "Link").put("type", "object");
    link.putArray("required").add("href");
    ObjectNode linkMembers = link.putObject("properties");
    linkMembers.set("href", uri());
    for (String member : new String[] {"rel", "type", "hreflang", "title"}) {
      linkMembers.putObject(member).put("type", "string");
    }
    alternatives.add(uri());
    ObjectNode object =
        alternatives.addObject().put("title", "CWL " + className).put("type", "object");
    object.putArray("required").add("class");
    ObjectNode members = object.putObject("properties");
    members.putObject("class").putArray("enum").add(className);
    members.set("location", uri());
    return schema;
  }

  private static JsonNode uri() {
    return JSON.objectNode().put("type", "string").put("format", "uri");
  }
}
