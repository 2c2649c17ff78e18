package org.periplus.cwl.tool.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Which files of the host a document or an input object may name. A server that runs documents of
 * strangers must not use {@link #EVERYTHING}: an expression can make a File of any location.
 */
@FunctionalInterface
public interface HostAccess {

  /** All files, for a user who runs documents on a machine of their own. */
  HostAccess EVERYTHING = path -> true;

  /** Whether the file may be read by a tool. */
  boolean mayRead(Path path);

  /** Only what lies in one of these folders, links followed. */
  static HostAccess under(Collection<Path> folders) {
    List<Path> allowed = folders.stream().map(HostAccess::real).toList();
    return path -> {
      Path file = real(path);
      return allowed.stream().anyMatch(file::startsWith);
    };
  }

  private static Path real(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      return Files.exists(absolute) ? absolute.toRealPath() : absolute;
    } catch (IOException e) {
      return absolute;
    }
  }
}
