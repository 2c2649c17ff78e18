package org.periplus.staging.publish;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.periplus.staging.file.FileNames;
import org.periplus.staging.file.FileTrees;

/**
 * Where File and Directory objects lie on the host. Those that exist in CWL only (a file by its
 * {@code contents}, a folder by its {@code listing}) are written out. Used by one thread.
 */
public final class LiteralFiles {

  private final Path scratch;

  public LiteralFiles(Path scratch) {
    this.scratch = scratch;
  }

  /** The path of a File or Directory object. */
  public Path path(JsonNode object) throws IOException, UnfitOutputException {
    String path = object.path("path").asText();
    if (!path.isEmpty()) {
      return hostPath(path);
    }
    String location = object.path("location").asText();
    if (location.startsWith("file:")) {
      return hostPath(OutputFolder.decode(location.replaceFirst("^file:(//)?", "")));
    }
    return write(object, Files.createTempDirectory(scratch, ""), new HashSet<>());
  }

  /** The name that an object has for users. */
  public static String basename(JsonNode object, Path path) {
    String basename = object.path("basename").asText();
    return basename.isEmpty() ? String.valueOf(path.getFileName()) : basename;
  }

  private static Path hostPath(String path) throws UnfitOutputException {
    try {
      Path host = Path.of(path);
      if (host.isAbsolute()) {
        return host;
      }
    } catch (InvalidPathException e) {
      // told below
    }
    throw new UnfitOutputException("'" + path + "' is not an absolute path");
  }

  private Path write(JsonNode object, Path folder, Set<String> taken)
      throws IOException, UnfitOutputException {
    String name = FileNames.free(FileNames.safe(object.path("basename").asText()), taken);
    taken.add(name);
    Path target = folder.resolve(name);
    if (object.path("class").asText().equals("File")) {
      if (!object.path("contents").isTextual()) {
        throw new UnfitOutputException("the file '" + name + "' has neither a path nor contents");
      }
      return Files.writeString(target, object.path("contents").asText());
    }
    Files.createDirectory(target);
    Set<String> names = new HashSet<>();
    for (JsonNode entry : object.path("listing")) {
      if (entry.path("path").asText().isEmpty() && entry.path("location").asText().isEmpty()) {
        write(entry, target, names);
      } else {
        Path source = path(entry);
        String entryName = FileNames.free(FileNames.safe(basename(entry, source)), names);
        names.add(entryName);
        Path real = OutputFolder.real(source);
        if (Files.isDirectory(real)) {
          ResultFolder.placeFolder(real, target.resolve(entryName));
        } else {
          FileTrees.linkOrCopy(real, target.resolve(entryName));
        }
      }
    }
    return target;
  }
}
