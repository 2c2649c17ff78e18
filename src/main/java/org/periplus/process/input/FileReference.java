package org.periplus.process.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.periplus.cwl.model.FileFormats;
import org.periplus.cwl.value.GivenMediaType;
import org.periplus.staging.file.MediaTypes;

/** CWL File objects for what a request gives by reference or as bytes. */
public final class FileReference {

  private static final Set<String> SCHEMES = Set.of("http", "https", "s3");

  private FileReference() {}

  /** Whether a request may name this address; a {@code data:} URL is none, and harmless. */
  public static boolean isAllowed(String url) {
    if (url.startsWith("data:")) {
      return true;
    }
    try {
      URI uri = URI.create(url);
      return uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT))
          && uri.getAuthority() != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The file at an address; its format is its media type. */
  public static ObjectNode file(String url, Optional<String> mediaType) {
    ObjectNode file =
        JsonNodeFactory.instance.objectNode().put("class", "File").put("location", url);
    mediaType.ifPresent(
        type -> {
          file.put("format", FileFormats.MEDIA_TYPE + essence(type));
          GivenMediaType.note(file, type);
        });
    return file;
  }

  /**
   * A file that holds these bytes.
   *
   * @param name without an extension, which the media type gives
   */
  public static ObjectNode bytes(String name, String base64, String mediaType) {
    String essence = essence(mediaType);
    return file("data:" + essence + ";base64," + base64, Optional.of(mediaType))
        .put("basename", name + "." + extension(essence));
  }

  /** The usual extension of files of a media type, without the dot. */
  static String extension(String mediaType) {
    return MediaTypes.extension(mediaType)
        .orElseGet(() -> essence(mediaType).replaceFirst("^.*[/+]", "").replaceAll("\\W", ""));
  }

  /** The media type of a file, as far as its format says. */
  public static Optional<String> mediaType(JsonNode file) {
    return GivenMediaType.of(file).or(() -> ofFormat(file));
  }

  private static Optional<String> ofFormat(JsonNode file) {
    return Optional.ofNullable(file.path("format").textValue())
        .filter(format -> format.startsWith(FileFormats.MEDIA_TYPE))
        .map(format -> format.substring(FileFormats.MEDIA_TYPE.length()));
  }

  private static String essence(String mediaType) {
    return mediaType.replaceFirst(";.*", "").strip();
  }
}
