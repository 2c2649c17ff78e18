package org.periplus.container.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.periplus.container.ContainerSpec.Mount;

/** Symbolic links in place of mounts. */
final class MountLinks {

  private MountLinks() {}

  /**
   * Makes a link for each mount whose target is not its source, in the order given: outer ones
   * first.
   */
  static void make(List<Mount> mounts) throws IOException {
    for (Mount mount : mounts) {
      Path target = Path.of(mount.target());
      if (!target.equals(mount.source())) {
        Files.createDirectories(target.getParent());
        clearMountPoint(target);
        Files.createSymbolicLink(target, mount.source());
      }
    }
  }

  /** Where an engine mounts something, an empty file or folder was put that it covers. */
  private static void clearMountPoint(Path target) throws IOException {
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS) && Files.size(target) > 0) {
      throw new IOException("There is something else at '" + target + "'");
    }
    Files.deleteIfExists(target);
  }
}
