package org.periplus.cwl.tool.workdir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.periplus.cwl.tool.input.InputStaging;
import org.periplus.cwl.tool.plan.HostAccess;
import org.periplus.cwl.tool.plan.HostFiles;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.Mounts;
import org.periplus.cwl.tool.plan.PlanException;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.value.FileValues;
import org.periplus.folder.FolderException;
import org.periplus.folder.FolderLimits;

/**
 * Puts the entries of an {@code InitialWorkDirRequirement} in place: text is written, writable
 * entries are copied (or mounted for writing, when updates in place are allowed), all else is
 * mounted read-only over an empty mount point.
 */
public final class InitialWorkDirectory {

  private static final String FIELD = "InitialWorkDirRequirement";

  private final RunFolders folders;
  private final String outputInside;
  private final Mounts mounts;
  private final boolean absoluteAllowed;
  private final boolean inPlace;
  private final HostAccess access;
  private final FolderLimits limits;

  /** Where each File and Directory went, by {@link #key}. */
  private final Map<String, String> places = new HashMap<>();

  /** What stands at a place, by the path inside. */
  private final Map<String, String> taken = new HashMap<>();

  public InitialWorkDirectory(
      RunFolders folders,
      String outputInside,
      Mounts mounts,
      boolean absoluteAllowed,
      boolean inPlace,
      HostAccess access,
      FolderLimits limits) {
    this.folders = folders;
    this.outputInside = outputInside;
    this.mounts = mounts;
    this.absoluteAllowed = absoluteAllowed;
    this.inPlace = inPlace;
    this.access = access;
    this.limits = limits;
  }

  public void place(List<WorkDirEntries.Entry> entries) {
    entries.forEach(entry -> place(entry.value(), entry.name(), entry.writable()));
  }

  /** Sets the paths of inputs that were placed to their new place. */
  public void redirect(ObjectNode inputs) {
    FileValues.visitAll(
        inputs,
        file -> {
          String place = places.get(key(file));
          if (place != null) {
            InputStaging.setPaths(file, place);
            file.put("basename", InsidePath.name(place));
            FileValues.setNameParts(file);
          }
        });
  }

  private static String key(ObjectNode file) {
    return file.hasNonNull("location")
        ? file.path("location").asText()
        : "inside:" + file.path("path").asText();
  }

  private void place(ObjectNode value, String name, boolean writable) {
    Place place = placeOf(name);
    boolean literal = FileValues.isLiteral(value);
    String identity = literal && FileValues.isFile(value) ? "text:" + name : key(value);
    String before = taken.putIfAbsent(place.inside(), identity);
    if (before != null) {
      if (!before.equals(identity) || (literal && FileValues.isFile(value))) {
        throw new PlanException(FIELD, "two entries are called '" + name + "'");
      }
      return;
    }
    if (FileValues.isDirectory(value) && isToBeBuilt(value)) {
      folders.fill(() -> HostFiles.createDirectories(place.host()));
      mountWhenOutside(place, writable);
      FileValues.visit(
          value.get("listing"),
          entry -> place(entry, name + "/" + entry.path("basename").asText(), writable));
    } else if (literal) {
      folders.fill(() -> HostFiles.write(place.host(), value.path("contents").asText()));
      mountWhenOutside(place, writable);
    } else {
      placeExisting(sourceOf(value), place, writable);
    }
    places.putIfAbsent(key(value), place.inside());
    String folder = InsidePath.parent(name);
    FileValues.visit(
        value.get("secondaryFiles"),
        part ->
            place(
                part,
                InsidePath.normalized(
                    (folder.isEmpty() ? "" : folder + "/") + part.path("basename").asText()),
                writable));
  }

  /** Whether a Directory has no place of its own: a literal, staged or not. */
  private static boolean isToBeBuilt(ObjectNode directory) {
    return !directory.hasNonNull("location") && directory.hasNonNull("listing");
  }

  private void placeExisting(Path source, Place place, boolean writable) {
    if (writable && !inPlace) {
      folders.fill(() -> copyWritable(source, place));
      mountWhenOutside(place, true);
      return;
    }
    if (writable) {
      folders.fill(() -> ownWritable(source));
    }
    if (!place.outside()) {
      folders.fill(() -> HostFiles.createMountPoint(place.host(), Files.isDirectory(source)));
    }
    mounts.add(source, place.inside(), !writable);
  }

  private void copyWritable(Path source, Place place) {
    try {
      HostFiles.copyWritable(source, place.host(), limits, access);
    } catch (FolderException e) {
      throw unfit(source, e);
    }
  }

  private void ownWritable(Path source) {
    try {
      HostFiles.ownWritable(source, limits);
    } catch (FolderException e) {
      throw unfit(source, e);
    }
  }

  private static PlanException unfit(Path source, FolderException e) {
    return new PlanException(
        FIELD, "'" + source.getFileName() + "' cannot be placed: " + e.getMessage());
  }

  private void mountWhenOutside(Place place, boolean writable) {
    if (place.outside()) {
      mounts.add(place.host(), place.inside(), !writable);
    }
  }

  private Path sourceOf(ObjectNode value) {
    String location = value.path("location").asText("");
    Path source =
        (location.isEmpty()
                ? mounts.toHost(value.path("path").asText())
                : FileValues.hostPath(location))
            .orElseThrow(
                () -> new PlanException(FIELD, "'" + location + "' is not a file of this host"));
    if (!access.mayRead(source)) {
      throw new PlanException(FIELD, "'" + source + "' is a file of the server");
    }
    if (!Files.exists(source)) {
      throw new PlanException(FIELD, "'" + source.getFileName() + "' does not exist");
    }
    return source;
  }

  /**
   * A place for an entry.
   *
   * @param host where it is written, when it is
   * @param outside whether it lies outside of the output directory
   */
  private record Place(String inside, Path host, boolean outside) {}

  private Place placeOf(String name) {
    String relative =
        name.startsWith(outputInside + "/") ? name.substring(outputInside.length() + 1) : name;
    if (!relative.startsWith("/")) {
      return new Place(
          outputInside + "/" + relative, folders.outputDirectory().resolve(relative), false);
    }
    if (!absoluteAllowed) {
      throw new PlanException(
          FIELD,
          "the absolute name '"
              + name
              + "' is allowed only with a DockerRequirement among the requirements");
    }
    return new Place(
        name, folders.stagingDirectory().resolve("placed").resolve(relative.substring(1)), true);
  }
}
