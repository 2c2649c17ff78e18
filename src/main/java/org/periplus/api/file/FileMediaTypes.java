package org.periplus.api.file;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.periplus.api.Links;
import org.periplus.staging.file.MediaTypes;

/** How result files are sent, by the ends of their names. */
public final class FileMediaTypes {

  /** What a browser runs, or shows by a program of its own that the sandbox does not hold. */
  private static final Set<String> ACTIVE =
      Set.of("text/html", "text/xml", "application/xml", "application/pdf");

  private FileMediaTypes() {}

  /** The media type of a file, with the encoding that its text most likely has. */
  public static String of(String path) {
    return withCharset(MediaTypes.of(path));
  }

  /**
   * The same where the results say what it is.
   *
   * @param stated the link's {@code type}; what is no media type counts for nothing
   */
  public static String of(String path, String stated) {
    return stated(stated).map(FileMediaTypes::withCharset).orElseGet(() -> of(path));
  }

  /** A media type that somebody stated, as fields of answers have it; empty for null, or none. */
  public static Optional<String> stated(String text) {
    return Optional.ofNullable(text).flatMap(MediaTypes::wellFormed);
  }

  /** Whether it says nothing of what a file is. */
  public static boolean isUnknown(String mediaType) {
    return mediaType.equals(MediaTypes.UNKNOWN);
  }

  private static String withCharset(String type) {
    return type.startsWith("text/") && !type.contains("charset=") ? type + "; charset=utf-8" : type;
  }

  /**
   * The header {@code Content-Disposition} (RFC 6266): the file's name, and whether a browser may
   * show it or has to save it.
   *
   * @param mediaType as which it is sent
   */
  public static String disposition(String name, String mediaType) {
    String type = mediaType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
    String kind = ACTIVE.contains(type) || type.endsWith("+xml") ? "attachment" : "inline";
    String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(kind, plain, Links.encoded(name));
  }
}
