package org.periplus.cwl.tool.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.tool.plan.HostFiles;
import org.periplus.cwl.tool.plan.Mounts;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.value.FileValues;

/**
 * Gives each File and Directory of an input object its place inside: a folder of its own, with its
 * secondary files beside it. Files of the host are mounted; literals are written to the staging
 * directory and mounted from there.
 */
public final class InputStaging {

  private final RunFolders folders;
  private final Mounts mounts;
  private final HostAccess access;
  private int number;

  public InputStaging(RunFolders folders, Mounts mounts, HostAccess access) {
    this.access = access;
    this.folders = folders;
    this.mounts = mounts;
  }

  /** Sets {@code path} of all Files and Directories to what the tool sees. */
  public void stage(ObjectNode inputs) {
    inputs.properties().forEach(input -> stage(input.getValue(), "'" + input.getKey() + "'"));
  }

  private void stage(JsonNode value, String input) {
    FileValues.visit(
        value,
        file -> {
          int folder = number++;
          place(
              file,
              folders.inputInside() + "/" + folder,
              folders.stagingDirectory().resolve("in-" + folder),
              new HashSet<>(),
              input);
        });
  }

  private void place(
      ObjectNode file, String insideFolder, Path staging, Set<String> taken, String input) {
    String name = nameOf(file);
    if (!taken.add(name)) {
      throw new InputException(input, "two of its files are called '" + name + "'");
    }
    String inside = insideFolder + "/" + name;
    Path host;
    if (FileValues.isLiteral(file)) {
      host = staging.resolve(name);
      if (FileValues.isFile(file)) {
        Path literal = host;
        folders.fill(() -> HostFiles.write(literal, file.path("contents").asText()));
        file.put("location", FileValues.uri(host));
      } else {
        fillSkeleton(file, inside, host, input);
      }
    } else {
      host = hostOf(file, input);
    }
    mounts.add(host, inside, true);
    setPaths(file, inside);
    FileValues.visit(
        file.get("secondaryFiles"), part -> place(part, insideFolder, staging, taken, input));
  }

  /**
   * Creates a directory on the host for a literal: its literals are written into it, and for the
   * rest there are mount points.
   */
  private void fillSkeleton(ObjectNode directory, String inside, Path host, String input) {
    folders.fill(() -> HostFiles.createDirectories(host));
    Set<String> taken = new HashSet<>();
    FileValues.visit(
        directory.get("listing"), entry -> fillEntry(entry, inside, host, taken, input));
  }

  private void fillEntry(
      ObjectNode entry, String insideFolder, Path folder, Set<String> taken, String input) {
    String name = nameOf(entry);
    boolean directoryLiteral = FileValues.isLiteral(entry) && FileValues.isDirectory(entry);
    if (!taken.add(name)) {
      throw new InputException(input, "two entries of its listing are called '" + name + "'");
    }
    String inside = insideFolder + "/" + name;
    if (directoryLiteral) {
      fillSkeleton(entry, inside, folder.resolve(name), input);
    } else if (FileValues.isLiteral(entry)) {
      folders.fill(() -> HostFiles.write(folder.resolve(name), entry.path("contents").asText()));
      entry.put("location", FileValues.uri(folder.resolve(name)));
    } else {
      folders.fill(
          () -> HostFiles.createMountPoint(folder.resolve(name), FileValues.isDirectory(entry)));
      mounts.add(hostOf(entry, input), inside, true);
    }
    setPaths(entry, inside);
    FileValues.visit(
        entry.get("secondaryFiles"), part -> fillEntry(part, insideFolder, folder, taken, input));
  }

  /** The path of a value, and of what is listed in it. */
  public static void setPaths(ObjectNode file, String inside) {
    FileValues.setPath(file, inside);
    FileValues.visit(
        file.get("listing"),
        entry -> setPaths(entry, inside + "/" + entry.path("basename").asText()));
  }

  private Path hostOf(ObjectNode file, String input) {
    String location = file.path("location").asText();
    Path host =
        FileValues.hostPath(location)
            .orElseThrow(
                () ->
                    new InputException(
                        input, "'" + location + "' is not on this host; it must be fetched first"));
    if (!access.mayRead(host)) {
      throw new InputException(input, "'" + host + "' is a file of the server");
    }
    if (!Files.exists(host)) {
      throw new InputException(input, "'" + file.path("basename").asText() + "' does not exist");
    }
    return host;
  }

  /** The name of a value; a literal without one gets one. */
  private String nameOf(ObjectNode file) {
    if (!file.hasNonNull("basename")) {
      file.put("basename", "literal-" + number++);
      FileValues.setNameParts(file);
    }
    return file.path("basename").asText();
  }
}
