package org.periplus.api.file;

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
    String type = MediaTypes.of(path);
    return type.startsWith("text/") ? type + "; charset=utf-8" : type;
  }

  /**
   * The header {@code Content-Disposition} (RFC 6266): the file's name, and whether a browser may
   * show it or has to save it.
   */
  public static String disposition(String name) {
    String type = MediaTypes.of(name);
    String kind = ACTIVE.contains(type) || type.endsWith("+xml") ? "attachment" : "inline";
    String plain = name.replaceAll("[^\\x20-\\x7e]|[\"\\\\%]", "_");
    return "%s; filename=\"%s\"; filename*=UTF-8''%s".formatted(kind, plain, Links.encoded(name));
  }
}
