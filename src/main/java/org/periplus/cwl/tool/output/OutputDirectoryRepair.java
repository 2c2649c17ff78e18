package org.periplus.cwl.tool.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.HostFiles;
import org.periplus.folder.FolderException;
import org.periplus.folder.FolderTree;
import org.periplus.folder.LinkedFolder;

/**
 * Takes over what a tool leaves: it becomes this program's own, files that were mounted into a
 * directory are linked into it, and links that mean something only inside the container are
 * replaced by what they mean. What is taken over has an end and a bounded size, links followed.
 */
final class OutputDirectoryRepair {

  private final OutputPaths paths;
  private final CollectionRules rules;

  /** The directories that are being repaired, one for the sake of the other. */
  private final Set<Path> begun = new HashSet<>();

  /** What is ours already. */
  private final Set<Path> taken = new HashSet<>();

  /** What has taken the place of links and mount points; it may share its bytes with inputs. */
  private final Set<Path> placed = new HashSet<>();

  private long placedEntries;

  OutputDirectoryRepair(OutputPaths paths, CollectionRules rules) {
    this.paths = paths;
    this.rules = rules;
  }

  /**
   * Takes over a file or directory that the tool could write; inputs stay as they are.
   *
   * @param inside as the tool sees it
   * @throws IllegalArgumentException when it holds a link that points out of it to what is neither
   *     output nor input, or to what holds it; or when it is too large
   */
  void takeOver(String inside) {
    Path host = paths.resolve(inside);
    if (!paths.mounts().isWritable(host) || isPlaced(host) || !taken.add(host)) {
      return;
    }
    try {
      rules.handOver().take(host, rules.limits(), placed);
      if (Files.isDirectory(host)) {
        repair(host, paths.mounts().toInside(host).orElse(inside));
      }
    } catch (FolderException e) {
      throw new IllegalArgumentException(
          "'" + paths.relative(inside) + "' cannot be taken: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isPlaced(Path host) {
    return placed.stream().anyMatch(host::startsWith);
  }

  private void repair(Path directory, String inside) throws IOException {
    begun.add(directory);
    if (begun.size() > rules.limits().depth()) {
      throw rules.limits().tooDeep(paths.relative(inside));
    }
    for (FileMount mount : paths.mounts().below(inside)) {
      placeMounted(mount, directory, mount.inside().substring(inside.length() + 1));
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
    LinkedFolder.check(directory, rules.limits());
    begun.remove(directory);
  }

  private void placeMounted(FileMount mount, Path directory, String name) throws IOException {
    Path place = directory.resolve(name);
    for (Path above = place.getParent(); !above.equals(directory); above = above.getParent()) {
      if (!Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
        return; // The tool has taken away what held it, or put a link there.
      }
    }
    FolderTree.delete(place);
    place(mount.host(), place);
  }

  private void replaceLink(Path link, Path target, Path directory, String linkInside)
      throws IOException {
    if (!Files.exists(target)) {
      throw new IllegalArgumentException(
          "'" + paths.relative(linkInside) + "' is a link to nothing");
    }
    if (link.startsWith(target) || (begun.contains(target) && !target.startsWith(directory))) {
      throw LinkedFolder.cycle(paths.relative(linkInside));
    }
    if (target.startsWith(directory)) {
      HostFiles.delete(link);
      Files.createSymbolicLink(link, link.getParent().relativize(target));
      return;
    }
    paths.mounts().toInside(target).ifPresent(this::takeOver);
    HostFiles.delete(link);
    place(target, link);
  }

  private void place(Path source, Path place) throws IOException {
    placedEntries += Files.isDirectory(source) ? 1 + LinkedFolder.check(source, rules.limits()) : 1;
    if (placedEntries > rules.limits().entries()) {
      throw rules.limits().tooMany();
    }
    HostFiles.linkOrCopy(source, place);
    placed.add(place);
  }

  private static List<Path> tree(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(file -> !file.equals(directory)).toList();
    }
  }
}
