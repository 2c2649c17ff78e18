package org.periplus.cwl.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** File and Directory values: what they are called and where they lie. */
public final class FileValues {

  private FileValues() {}

  public static boolean isFile(JsonNode value) {
    return value.isObject() && value.path("class").asText().equals("File");
  }

  public static boolean isDirectory(JsonNode value) {
    return value.isObject() && value.path("class").asText().equals("Directory");
  }

  public static boolean isFileOrDirectory(JsonNode value) {
    return isFile(value) || isDirectory(value);
  }

  /** Whether the value has to be created: a File with contents, a Directory with a listing. */
  public static boolean isLiteral(JsonNode value) {
    return !value.hasNonNull("location")
        && !value.hasNonNull("path")
        && (value.hasNonNull("contents") || value.hasNonNull("listing"));
  }

  /**
   * Calls the action for each File and Directory in a value that is not inside another one.
   *
   * @see #visitParts for those inside
   */
  public static void visit(JsonNode value, Consumer<ObjectNode> action) {
    if (value == null) {
      return;
    }
    if (isFileOrDirectory(value)) {
      action.accept((ObjectNode) value);
    } else if (value.isContainerNode()) {
      value.forEach(child -> visit(child, action));
    }
  }

  /** Calls the action for each secondary file and each entry of the listing of a value. */
  public static void visitParts(ObjectNode value, Consumer<ObjectNode> action) {
    visit(value.get("secondaryFiles"), action);
    visit(value.get("listing"), action);
  }

  /** Calls the action for each File and Directory in a value, also for those inside others. */
  public static void visitAll(JsonNode value, Consumer<ObjectNode> action) {
    visit(
        value,
        file -> {
          action.accept(file);
          visitParts(file, part -> visitAll(part, action));
        });
  }

  /** A file URI without a slash at the end. */
  public static String uri(Path path) {
    String uri = path.toAbsolutePath().toUri().toASCIIString();
    return uri.endsWith("/") && uri.length() > "file:///".length()
        ? uri.substring(0, uri.length() - 1)
        : uri;
  }

  /** The path of a location on this host; empty when it is somewhere else. */
  public static Optional<Path> hostPath(String location) {
    if (location.startsWith("/")) {
      return Optional.of(Path.of(location));
    }
    if (!location.startsWith("file:")) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(location);
      return Optional.ofNullable(uri.getPath()).map(Path::of);
    } catch (URISyntaxException e) {
      return Optional.of(Path.of(location.replaceFirst("^file:(//[^/]*)?", "")));
    }
  }

  /** The last part of a path or location, decoded. */
  public static String lastName(String location) {
    String text = location.startsWith("/") ? location : withoutQuery(location);
    while (text.endsWith("/") && text.length() > 1) {
      text = text.substring(0, text.length() - 1);
    }
    String name = text.substring(text.lastIndexOf('/') + 1);
    return location.startsWith("/") ? name : decoded(name);
  }

  private static String withoutQuery(String location) {
    return location.replaceFirst("[?#].*$", "");
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** Sets {@code nameroot} and {@code nameext} of a File from its basename. */
  public static void setNameParts(ObjectNode file) {
    String basename = file.path("basename").asText();
    if (isFile(file)) {
      int dot = basename.lastIndexOf('.');
      boolean hasExtension = dot > 0 && !basename.substring(0, dot).matches("\\.*");
      file.put("nameroot", hasExtension ? basename.substring(0, dot) : basename);
      file.put("nameext", hasExtension ? basename.substring(dot) : "");
    }
  }

  /** Sets {@code path} and {@code dirname}. */
  public static void setPath(ObjectNode file, String path) {
    file.put("path", path);
    if (isFile(file)) {
      int slash = path.lastIndexOf('/');
      file.put("dirname", slash > 0 ? path.substring(0, slash) : "/");
    }
  }
}
