package org.periplus.cwl.tool.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.HostFiles;

/**
 * Makes a directory that a tool leaves whole on the host: files that were mounted into it are
 * linked into it, and links that mean something only inside the container are replaced by what they
 * mean.
 */
final class OutputDirectoryRepair {

  private final OutputPaths paths;

  OutputDirectoryRepair(OutputPaths paths) {
    this.paths = paths;
  }

  /**
   * @param inside the directory as the tool sees it
   * @throws IllegalArgumentException when it holds a link that points out of it to what is neither
   *     output nor input
   */
  void repair(String inside) {
    Path directory = paths.resolve(inside);
    if (paths.mounts().holding(inside).map(FileMount::readOnly).orElse(true)) {
      return;
    }
    for (FileMount mount : paths.mounts().below(inside)) {
      Path place = directory.resolve(mount.inside().substring(inside.length() + 1));
      if (Files.isDirectory(place) && !Files.isSymbolicLink(place)) {
        deleteEmptyTree(place);
      }
      HostFiles.delete(place);
      HostFiles.linkOrCopy(mount.host(), place);
    }
    for (Path file : tree(directory)) {
      String fileInside = inside + "/" + directory.relativize(file);
      if (Files.isSymbolicLink(file)) {
        replaceLink(file, paths.resolve(fileInside), directory, fileInside);
      } else if (!Files.isRegularFile(file) && !Files.isDirectory(file)) {
        throw new IllegalArgumentException(
            "'" + paths.relative(fileInside) + "' is neither a file nor a directory");
      }
    }
  }

  private void replaceLink(Path link, Path target, Path directory, String linkInside) {
    if (!Files.exists(target)) {
      throw new IllegalArgumentException(
          "'" + paths.relative(linkInside) + "' is a link to nothing");
    }
    HostFiles.delete(link);
    if (target.startsWith(directory)) {
      try {
        Files.createSymbolicLink(link, link.getParent().relativize(target));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    } else {
      HostFiles.linkOrCopy(target, link);
    }
  }

  private static List<Path> tree(Path directory) {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(file -> !file.equals(directory)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteEmptyTree(Path directory) {
    List<Path> all = tree(directory);
    for (int i = all.size() - 1; i >= 0; i--) {
      HostFiles.delete(all.get(i));
    }
  }
}
