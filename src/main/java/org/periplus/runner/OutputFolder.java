package org.periplus.runner;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.periplus.cwl.value.FileChecksum;

/**
 * Brings the files of an output object to the user's folder: those of the run are moved, those of
 * inputs are copied, and so are those that lie in a folder which is an output too. Two files of one
 * name get different names. Used once.
 */
final class OutputFolder {

  private final Path folder;
  private final Path ours;
  private final Consumer<String> notes;
  private final Map<Path, Path> placed = new HashMap<>();

  /** Where folders went that were moved. */
  private final Map<Path, Path> moved = new HashMap<>();

  /** Where all outputs lay. */
  private final Set<Path> sources = new HashSet<>();

  /**
   * @param folder where they go
   * @param ours what lies here may be moved
   * @param notes is told, in sentences, what an earlier run has left there, and what becomes of it
   */
  OutputFolder(Path folder, Path ours, Consumer<String> notes) throws IOException {
    this.notes = notes;
    this.folder = Files.createDirectories(folder).toRealPath();
    this.ours = ours.toRealPath();
  }

  /** Places all files; locations in the returned output object are the new ones. */
  ObjectNode take(ObjectNode outputs) throws IOException {
    ObjectNode taken = outputs.deepCopy();
    collectSources(taken);
    place(taken, folder);
    return taken;
  }

  private void collectSources(JsonNode value) {
    String location = value.path("location").asText();
    if (location.startsWith("file:")) {
      sources.add(Path.of(URI.create(location)));
    }
    value.forEach(this::collectSources);
  }

  private void place(JsonNode value, Path where) throws IOException {
    String className = value.path("class").asText();
    if (className.equals("File") || className.equals("Directory")) {
      placeFile((ObjectNode) value, where);
      return;
    }
    for (JsonNode child : value) {
      place(child, where);
    }
  }

  private void placeFile(ObjectNode value, Path where) throws IOException {
    boolean directory = value.path("class").asText().equals("Directory");
    String location = value.path("location").asText();
    if (!location.isEmpty() && !location.startsWith("file:")) {
      return; // It lies elsewhere, such as on the web.
    }
    Path target;
    if (location.isEmpty() && !directory) {
      target = free(where, value.path("basename").asText("literal"));
      Files.writeString(target, value.path("contents").asText());
      placed.put(target, target);
    } else if (location.isEmpty()) {
      target = Files.createDirectories(free(where, value.path("basename").asText("listing")));
      place(value.path("listing"), target);
    } else {
      Path source = Path.of(URI.create(location));
      target = taken(source, where, value.path("basename").asText(source.getFileName().toString()));
    }
    describe(value, target);
    if (directory) {
      value.set("listing", listing(target));
    }
    place(value.path("secondaryFiles"), where);
  }

  private Path taken(Path source, Path where, String name) throws IOException {
    Path known = placed.get(source);
    if (known != null && known.getParent().equals(where)) {
      return known;
    }
    Path target = free(where, name);
    Path now = known == null ? now(source) : known;
    if (now.equals(source) && !isInside(source) && isOnlyOurs(source)) {
      Files.move(source, target);
      moved.put(source, target);
    } else {
      copy(now, target);
    }
    placed.put(source, target);
    return target;
  }

  /** Where something lies by now, since a folder that holds it may have been moved. */
  private Path now(Path source) {
    for (Map.Entry<Path, Path> each : moved.entrySet()) {
      if (source.startsWith(each.getKey()) && !source.equals(each.getKey())) {
        return each.getValue().resolve(each.getKey().relativize(source));
      }
    }
    return source;
  }

  /** Whether it lies in a folder that is an output as well. */
  private boolean isInside(Path source) {
    for (Path above = source.getParent(); above != null; above = above.getParent()) {
      if (sources.contains(above)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody else knows this file, also under another name. */
  private boolean isOnlyOurs(Path source) throws IOException {
    if (!source.toRealPath().startsWith(ours)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (Files.isSymbolicLink(file)
            || (Files.isRegularFile(file) && (int) Files.getAttribute(file, "unix:nlink") > 1)) {
          return false;
        }
      }
    }
    return Files.getFileStore(source).equals(Files.getFileStore(folder));
  }

  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path to = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }

  /** A place that nothing of this run has; a file that an earlier run left there goes. */
  private Path free(Path where, String name) throws IOException {
    Path target = where.resolve(name);
    int dot = name.lastIndexOf('.');
    for (int number = 2; Files.isDirectory(target) || placed.containsValue(target); number++) {
      String root = dot > 0 ? name.substring(0, dot) : name;
      target = where.resolve(root + "_" + number + (dot > 0 ? name.substring(dot) : ""));
    }
    tellOfEarlier(where.resolve(name), target);
    Files.deleteIfExists(target);
    return target;
  }

  private void tellOfEarlier(Path wanted, Path target) {
    if (Files.isDirectory(wanted) && !placed.containsValue(wanted)) {
      notes.accept(
          "'%s' is there already and stays; the output is '%s'.".formatted(wanted, target));
    } else if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      notes.accept("'%s' was there already and is replaced.".formatted(target));
    }
  }

  private static void describe(ObjectNode value, Path place) throws IOException {
    value.put("location", uri(place));
    value.put("path", place.toString());
    value.put("basename", place.getFileName().toString());
    value.remove(List.of("dirname", "nameroot", "nameext"));
    if (Files.isRegularFile(place)) {
      value.put("size", Files.size(place));
      if (!value.hasNonNull("checksum")) {
        value.put("checksum", FileChecksum.of(place));
      }
    }
  }

  private static ArrayNode listing(Path directory) throws IOException {
    ArrayNode listing = JsonNodeFactory.instance.arrayNode();
    try (Stream<Path> children = Files.list(directory)) {
      for (Path child : (Iterable<Path>) children.sorted()::iterator) {
        ObjectNode entry = listing.addObject();
        boolean inner = Files.isDirectory(child);
        entry.put("class", inner ? "Directory" : "File");
        describe(entry, child);
        if (inner) {
          entry.set("listing", listing(child));
        }
      }
    }
    return listing;
  }

  private static String uri(Path path) {
    String uri = path.toUri().toASCIIString();
    return uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
