package org.periplus.cwl.value;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.periplus.cwl.model.LoadListing;
import org.periplus.folder.FolderException;
import org.periplus.folder.FolderLimits;
import org.periplus.folder.LinkedFolder;

/** {@code loadListing}: what a directory holds as the field {@code listing}. */
public final class DirectoryListing {

  private DirectoryListing() {}

  /**
   * Sets {@code listing} of a Directory that lies on this host. A Directory that is a literal, or
   * lies elsewhere, stays as it is; a listing that was loaded before is kept where none is asked
   * for.
   *
   * @throws IllegalArgumentException when it is too deep or too large to be listed
   */
  public static void load(ObjectNode directory, LoadListing depth) {
    Optional<Path> path =
        FileValues.isDirectory(directory) && directory.hasNonNull("location")
            ? FileValues.hostPath(directory.path("location").textValue())
            : Optional.empty();
    if (depth == LoadListing.NO_LISTING || path.isEmpty() || !Files.isDirectory(path.get())) {
      return;
    }
    checkEnd(path.get(), depth);
    directory.set("listing", listing(path.get(), directory.path("path").textValue(), depth));
  }

  private static void checkEnd(Path host, LoadListing depth) {
    try {
      if (depth == LoadListing.DEEP_LISTING) {
        LinkedFolder.check(host, FolderLimits.DEFAULT);
      }
    } catch (FolderException e) {
      throw new IllegalArgumentException(
          "'" + host.getFileName() + "' cannot be listed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ArrayNode listing(Path host, String pathInside, LoadListing depth) {
    ArrayNode listing = JsonNodeFactory.instance.arrayNode();
    for (Path child : children(host)) {
      ObjectNode entry = describe(child, child.getFileName().toString());
      if (pathInside != null) {
        FileValues.setPath(entry, pathInside + "/" + child.getFileName());
      }
      if (depth == LoadListing.DEEP_LISTING && FileValues.isDirectory(entry)) {
        entry.set("listing", listing(child, entry.path("path").textValue(), depth));
      }
      listing.add(entry);
    }
    return listing;
  }

  /** A File or Directory value for something on this host, without {@code path}. */
  public static ObjectNode describe(Path host, String basename) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    boolean directory = Files.isDirectory(host);
    value.put("class", directory ? "Directory" : "File");
    value.put("location", FileValues.uri(host));
    value.put("basename", basename);
    FileValues.setNameParts(value);
    if (!directory) {
      value.put("size", size(host));
    }
    return value;
  }

  public static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a directory holds, by name. */
  public static List<Path> children(Path directory) {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
