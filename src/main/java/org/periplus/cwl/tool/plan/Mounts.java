package org.periplus.cwl.tool.plan;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a tool sees of the host, and the way from one kind of path to the other. Of several mounts
 * that hold a path the innermost counts. Not for several threads while mounts are added.
 */
public final class Mounts {

  private final List<FileMount> all;

  public Mounts() {
    this.all = new ArrayList<>();
  }

  public Mounts(List<FileMount> mounts) {
    this.all = new ArrayList<>(mounts);
  }

  public void add(Path host, String inside, boolean readOnly) {
    all.add(new FileMount(host, inside, readOnly));
  }

  /** Outer mounts before those inside them, otherwise in the order of adding. */
  public List<FileMount> ordered() {
    return all.stream().sorted(Comparator.comparingInt(mount -> depth(mount.inside()))).toList();
  }

  /** Whether the tool may write to what lies at a place of the host. */
  public boolean isWritable(Path host) {
    return all.stream().anyMatch(mount -> !mount.readOnly() && host.startsWith(mount.host()));
  }

  /** The mounts below a folder that the tool sees. */
  public List<FileMount> below(String inside) {
    return all.stream().filter(mount -> mount.inside().startsWith(inside + "/")).toList();
  }

  /** The mount that a path lies in. */
  public Optional<FileMount> holding(String inside) {
    FileMount best = null;
    for (FileMount mount : all) {
      if (lies(inside, mount.inside())
          && (best == null || mount.inside().length() > best.inside().length())) {
        best = mount;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Where a path that the tool sees lies on the host. */
  public Optional<Path> toHost(String inside) {
    return holding(inside)
        .map(
            mount ->
                inside.length() == mount.inside().length()
                    ? mount.host()
                    : mount.host().resolve(inside.substring(mount.inside().length() + 1)));
  }

  /** As what the tool sees something of the host. */
  public Optional<String> toInside(Path host) {
    FileMount best = null;
    for (FileMount mount : all) {
      if (host.startsWith(mount.host())
          && (best == null || mount.host().getNameCount() > best.host().getNameCount())) {
        best = mount;
      }
    }
    return Optional.ofNullable(best)
        .map(
            mount ->
                host.equals(mount.host())
                    ? mount.inside()
                    : mount.inside() + "/" + mount.host().relativize(host));
  }

  private static boolean lies(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder + "/");
  }

  private static int depth(String path) {
    return (int) path.chars().filter(c -> c == '/').count();
  }
}
