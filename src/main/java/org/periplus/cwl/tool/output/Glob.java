package org.periplus.cwl.tool.output;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.periplus.cwl.value.DirectoryListing;

/**
 * POSIX glob(3) in an output directory; each segment is a {@link NamePattern}. A leading dot must
 * be written out.
 */
final class Glob {

  private final OutputPaths paths;
  private final long most;
  private long found;

  /**
   * @param most how many files and folders all patterns together may come by: a few links to their
   *     own folder are more ways at each level
   */
  Glob(OutputPaths paths, long most) {
    this.paths = paths;
    this.most = most;
  }

  /**
   * The paths, as the tool sees them, of all that matches, sorted.
   *
   * @throws IllegalArgumentException when the pattern leads out of the output directory, or finds
   *     too much
   */
  List<String> matches(String pattern) {
    String absolute = paths.absolute(pattern);
    String output = paths.outputInside();
    if (!absolute.equals(output) && !absolute.startsWith(output + "/")) {
      throw new IllegalArgumentException("'" + pattern + "' leads out of the output directory");
    }
    List<String> matching = List.of(output);
    if (!absolute.equals(output)) {
      for (String segment : absolute.substring(output.length() + 1).split("/", -1)) {
        List<String> next = new ArrayList<>();
        for (String folder : matching) {
          step(folder, segment, next);
        }
        matching = next;
      }
    }
    boolean directoriesOnly = pattern.endsWith("/");
    return matching.stream()
        .filter(path -> !directoriesOnly || Files.isDirectory(paths.resolve(path)))
        .sorted()
        .toList();
  }

  private void step(String folder, String segment, List<String> next) {
    Path host = paths.resolve(folder);
    if (!NamePattern.isMagic(segment)) {
      String name = segment.replaceAll("\\\\(.)", "$1");
      if (Files.exists(host.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
        add(folder + "/" + name, next);
      }
      return;
    }
    if (!Files.isDirectory(host)) {
      return;
    }
    NamePattern names = new NamePattern(segment);
    for (Path child : DirectoryListing.children(host)) {
      String name = child.getFileName().toString();
      if (name.startsWith(".") == segment.startsWith(".") && names.matches(name)) {
        add(folder + "/" + name, next);
      }
    }
  }

  private void add(String path, List<String> next) {
    found++;
    if (found > most) {
      throw new IllegalArgumentException("its glob finds more than " + most + " files and folders");
    }
    next.add(path);
  }
}
