package org.periplus.cwl.model;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The media types that CWL's {@code format} names: IRIs below the registry of IANA. */
public final class FileFormats {

  /** How the IRI of a media type begins. */
  public static final String MEDIA_TYPE = "https://www.iana.org/assignments/media-types/";

  private static final String MEDIA_TYPE_TOO = "http://www.iana.org/assignments/media-types/";

  private FileFormats() {}

  /** The media type of a format, in lower case; empty if it is an expression or another IRI. */
  public static Optional<String> mediaType(String format) {
    if (isExpression(format)) {
      return Optional.empty();
    }
    for (String prefix : List.of(MEDIA_TYPE, MEDIA_TYPE_TOO)) {
      if (format.startsWith(prefix) && format.indexOf('/', prefix.length()) > 0) {
        return Optional.of(format.substring(prefix.length()).toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /** Whether only an execution can tell the format. */
  public static boolean isExpression(String format) {
    return format.contains("$(") || format.contains("${");
  }

  /** The media types of those formats that have one. */
  public static List<String> mediaTypes(List<String> formats) {
    return formats.stream().flatMap(format -> mediaType(format).stream()).distinct().toList();
  }
}
