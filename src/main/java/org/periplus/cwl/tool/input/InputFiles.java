package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.value.DirectoryListing;
import org.periplus.cwl.value.FileValues;

/**
 * Completes the Files and Directories of an input object. Threads share it.
 *
 * @param access which files of the host they may name
 */
record InputFiles(HostAccess access) {

  /**
   * Sets what a File or Directory has besides its location: path, names and size.
   *
   * @throws InputException naming the input and what is wrong with it
   */
  void complete(ObjectNode file, String where) {
    if (!file.hasNonNull("location") && file.hasNonNull("path")) {
      file.put("location", fromPath(file.path("path").asText(), where));
    }
    if (!file.hasNonNull("location")) {
      completeLiteral(file, where);
      return;
    }
    String location = file.path("location").asText();
    if (!file.hasNonNull("basename")) {
      file.put("basename", FileValues.lastName(location));
    }
    checkName(file, where);
    Optional<Path> host = FileValues.hostPath(location);
    if (host.isPresent()) {
      completeFromHost(file, host.get(), where);
    } else if (!location.contains(":")) {
      throw new InputException(where, "location '" + location + "' is relative");
    }
    FileValues.setNameParts(file);
  }

  private static void completeLiteral(ObjectNode file, String where) {
    if (!FileValues.isLiteral(file)) {
      throw new InputException(
          where,
          FileValues.isFile(file)
              ? "a File needs location, path or contents"
              : "a Directory needs location, path or listing");
    }
    if (file.hasNonNull("basename")) {
      checkName(file, where);
      FileValues.setNameParts(file);
    }
    if (file.hasNonNull("contents")) {
      file.put("size", file.path("contents").asText().getBytes(StandardCharsets.UTF_8).length);
    }
  }

  private void completeFromHost(ObjectNode file, Path host, String where) {
    boolean directory = FileValues.isDirectory(file);
    if (!access.mayRead(host)) {
      throw new InputException(where, "'" + host + "' is a file of the server");
    }
    if (!Files.exists(host)) {
      throw new InputException(where, "'" + file.path("basename").asText() + "' does not exist");
    }
    if (Files.isDirectory(host) != directory) {
      throw new InputException(
          where,
          "'" + file.path("basename").asText() + "' is a " + (directory ? "file" : "directory"));
    }
    file.put("location", FileValues.uri(host));
    FileValues.setPath(file, host.toString());
    if (!directory) {
      file.put("size", DirectoryListing.size(host));
    }
  }

  private static String fromPath(String path, String where) {
    if (path.contains(":") && !path.startsWith("/")) {
      return path;
    }
    if (!path.startsWith("/")) {
      throw new InputException(where, "path '" + path + "' is relative");
    }
    return FileValues.uri(Path.of(path));
  }

  private static void checkName(ObjectNode file, String where) {
    String name = file.path("basename").asText();
    if (name.isEmpty() || name.contains("/") || name.equals(".") || name.equals("..")) {
      throw new InputException(where, "'" + name + "' is not the name of a file");
    }
  }
}
