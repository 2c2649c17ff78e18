package org.periplus.cwl.tool.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.periplus.cwl.tool.plan.FileMount;
import org.periplus.cwl.tool.plan.InsidePath;
import org.periplus.cwl.tool.plan.Mounts;
import org.periplus.cwl.tool.plan.RunFolders;
import org.periplus.cwl.tool.plan.ToolPlan;

/**
 * Finds on the host what a tool calls by a path inside, and lets nothing out of the output
 * directory and the inputs: symbolic links that the tool may have made are followed as the tool
 * would follow them.
 */
final class OutputPaths {

  private static final int MOST_LINKS = 40;

  private final String outputInside;
  private final Mounts mounts;

  OutputPaths(ToolPlan plan, RunFolders folders) {
    this.outputInside = plan.workingDirectory();
    List<FileMount> visible =
        plan.mounts().stream()
            .filter(mount -> !mount.inside().equals(folders.temporaryInside()))
            .toList();
    this.mounts = new Mounts(visible);
  }

  String outputInside() {
    return outputInside;
  }

  Mounts mounts() {
    return mounts;
  }

  /**
   * The path as the tool sees it, for a pattern or path that may be relative.
   *
   * @throws IllegalArgumentException when a relative path leads out of the output directory
   */
  String absolute(String path) {
    String normalized = InsidePath.normalized(path);
    if (InsidePath.leadsOut(normalized)) {
      throw new IllegalArgumentException("'" + path + "' leads out of the output directory");
    }
    return normalized.isEmpty() ? outputInside : InsidePath.resolve(outputInside, normalized);
  }

  /**
   * Where the host has what the tool sees at a path, whether it exists or not.
   *
   * @throws IllegalArgumentException when a link on the way points elsewhere
   */
  Path resolve(String inside) {
    String path = InsidePath.normalized(inside);
    for (int links = 0; links < MOST_LINKS; links++) {
      Optional<String> target = firstLink(path);
      if (target.isEmpty()) {
        String found = path;
        return mounts
            .toHost(path)
            .or(() -> hostPathOfMount(found))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        found.equals(InsidePath.normalized(inside))
                            ? "'" + found + "' is neither in the output directory nor an input"
                            : "'"
                                + relative(inside)
                                + "' is a link to '"
                                + found
                                + "', which is neither in the output directory nor an input"));
      }
      path = target.get();
    }
    throw new IllegalArgumentException("'" + relative(inside) + "' is a link that leads to itself");
  }

  /** The path of something in the output directory relative to it. */
  String relative(String inside) {
    return inside.startsWith(outputInside + "/")
        ? inside.substring(outputInside.length() + 1)
        : inside;
  }

  /** Without a container a program may know the files of the host by their own names. */
  private Optional<Path> hostPathOfMount(String path) {
    return mounts.toInside(Path.of(path)).flatMap(mounts::toHost);
  }

  /** The path with its first symbolic link replaced by what the link says. */
  private Optional<String> firstLink(String path) {
    for (int slash = path.indexOf('/', 1); ; slash = path.indexOf('/', slash + 1)) {
      String part = slash < 0 ? path : path.substring(0, slash);
      Optional<FileMount> mount = mounts.holding(part);
      if (mount.isPresent() && !mount.get().readOnly() && !mount.get().inside().equals(part)) {
        Path host = mounts.toHost(part).orElseThrow();
        if (Files.isSymbolicLink(host)) {
          String target = InsidePath.resolve(InsidePath.parent(part), read(host));
          return Optional.of(
              InsidePath.normalized(target + (slash < 0 ? "" : path.substring(slash))));
        }
      }
      if (slash < 0) {
        return Optional.empty();
      }
    }
  }

  private static String read(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
