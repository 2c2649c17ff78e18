package org.periplus.cwl.tool.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.cwl.tool.plan.HostFiles;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileChecksum;
import org.periplus.cwl.value.FileValues;

/**
 * Files and Directories of outputs: first as the tool sees them, for expressions, in the end with
 * their places on the host.
 */
final class OutputValues {

  private final OutputPaths paths;
  private final OutputDirectoryRepair repair;
  private final Path literals;
  private final boolean checksums;
  private int number;

  OutputValues(OutputPaths paths, RunFolders folders, boolean checksums, CollectionRules rules) {
    this.paths = paths;
    this.repair = new OutputDirectoryRepair(paths, rules);
    this.literals = folders.stagingDirectory();
    this.checksums = checksums;
  }

  /**
   * The File or Directory at a path inside; empty when there is none.
   *
   * @throws IllegalArgumentException when it is a link that points elsewhere, or to nothing
   */
  Optional<ObjectNode> at(String inside) {
    Path host = paths.resolve(inside);
    if (!Files.exists(host)) {
      if (Files.isSymbolicLink(
          paths.resolve(InsidePath.parent(inside)).resolve(InsidePath.name(inside)))) {
        throw new IllegalArgumentException("'" + paths.relative(inside) + "' is a link to nothing");
      }
      return Optional.empty();
    }
    if (!Files.isDirectory(host) && !Files.isRegularFile(host)) {
      throw new IllegalArgumentException(
          "'" + paths.relative(inside) + "' is neither a file nor a directory");
    }
    repair.takeOver(inside);
    ObjectNode value = DirectoryListing.describe(host, InsidePath.name(inside));
    FileValues.setPath(value, inside);
    return Optional.of(value);
  }

  /** Makes what the tool could write this program's own. */
  void takeOver(String inside) {
    repair.takeOver(inside);
  }

  /**
   * Gives all Files and Directories in a value their places on the host.
   *
   * @throws IllegalArgumentException when one is not there, or is neither output nor input
   */
  void settle(JsonNode value) {
    FileValues.visit(value, this::settleOne);
  }

  private void settleOne(ObjectNode file) {
    if (FileValues.isLiteral(file)) {
      settleLiteral(file);
    } else {
      settleExisting(file);
    }
    FileValues.setNameParts(file);
    file.remove("dirname");
    FileValues.visitParts(file, this::settleOne);
  }

  private void settleLiteral(ObjectNode literal) {
    if (!literal.hasNonNull("basename")) {
      literal.put("basename", "literal-" + number);
    }
    if (FileValues.isFile(literal)) {
      String name = InsidePath.name(literal.path("basename").asText());
      Path host = literals.resolve("out-" + number++).resolve(name);
      HostFiles.write(host, literal.path("contents").asText());
      settleAt(literal, host);
    }
  }

  private void settleExisting(ObjectNode file) {
    Optional<String> inside = insidePath(file);
    if (inside.isEmpty()) {
      return; // somewhere else, such as on the web
    }
    Path host = paths.resolve(inside.get());
    boolean directory = FileValues.isDirectory(file);
    if (!Files.exists(host) || Files.isDirectory(host) != directory) {
      throw new IllegalArgumentException(
          "there is no "
              + (directory ? "directory" : "file")
              + " '"
              + paths.relative(inside.get())
              + "'");
    }
    if (!file.hasNonNull("basename")) {
      file.put("basename", InsidePath.name(inside.get()));
    }
    repair.takeOver(inside.get());
    settleAt(file, host);
  }

  private void settleAt(ObjectNode file, Path host) {
    file.put("location", FileValues.uri(host));
    file.put("path", host.toString());
    if (FileValues.isFile(file)) {
      file.put("size", DirectoryListing.size(host));
      if (checksums) {
        file.put("checksum", checksum(host));
      }
    }
  }

  /** How the tool sees the file; empty when its location is on another host. */
  private Optional<String> insidePath(ObjectNode file) {
    if (file.hasNonNull("path")) {
      return Optional.of(paths.absolute(file.path("path").asText()));
    }
    String location = file.path("location").asText("");
    if (location.isEmpty()) {
      throw new IllegalArgumentException(
          "a " + file.path("class").asText() + " has neither path nor location");
    }
    Optional<Path> host = FileValues.hostPath(location);
    if (host.isPresent()) {
      Path path = host.get().normalize();
      return Optional.of(
          paths.mounts().toInside(path).orElseGet(() -> InsidePath.normalized(path.toString())));
    }
    return isRelative(location)
        ? Optional.of(paths.absolute(URI.create(location).getPath()))
        : Optional.empty();
  }

  private static boolean isRelative(String location) {
    try {
      URI uri = new URI(location);
      return !uri.isAbsolute() && uri.getPath() != null;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + location + "' is not an IRI", e);
    }
  }

  private static String checksum(Path file) {
    try {
      return FileChecksum.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
