package org.periplus.cwl.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.periplus.cwl.model.FileFormats;

/**
 * The media type that a client gave with a value, with all its parameters: CWL has no place for it.
 * With a File it is a member more; any other value is wrapped while it is on its way.
 */
public final class GivenMediaType {

  private static final String MEMBER = "mediaType";
  private static final String CLASS = "class";
  private static final String VALUE = "value";
  private static final String WRAPPED = "org.periplus:Value";

  private GivenMediaType() {}

  /** Notes the media type of a File, unless its format says the same. */
  public static void note(ObjectNode file, String mediaType) {
    if (!file.path("format").asText().equals(FileFormats.MEDIA_TYPE + mediaType)) {
      file.put(MEMBER, mediaType);
    }
  }

  /** The media type that was noted for a File, or for a value that is wrapped. */
  public static Optional<String> of(JsonNode value) {
    return Optional.ofNullable(value.path(MEMBER).textValue());
  }

  /** A value with its media type. */
  public static ObjectNode wrap(JsonNode value, String mediaType) {
    ObjectNode wrapped = JsonNodeFactory.instance.objectNode().put(CLASS, WRAPPED);
    return wrapped.<ObjectNode>set(VALUE, value).put(MEMBER, mediaType);
  }

  /** The value of a wrapped one; empty for any other. */
  public static Optional<JsonNode> unwrapped(JsonNode value) {
    return WRAPPED.equals(value.path(CLASS).textValue())
        ? Optional.ofNullable(value.get(VALUE))
        : Optional.empty();
  }
}
