package org.periplus.batch.confinement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.periplus.folder.FileOwner;
import org.periplus.folder.FolderLimits;
import org.periplus.folder.FolderTree;
import org.periplus.folder.HandOver;

/**
 * Who tools run as, and what belongs to them meanwhile: never root because the server is. A server
 * that is not root can give files to nobody else, so its tools are its own user, or one that the
 * engine makes of it. Safe for use by several threads.
 */
public final class ToolUser {

  private final FileOwner inside;
  private final FileOwner owner;
  private final FileOwner server;

  private ToolUser(FileOwner inside, FileOwner owner, FileOwner server) {
    this.inside = inside;
    this.owner = owner;
    this.server = server;
  }

  /**
   * The configured user, or the default.
   *
   * @param folder a folder in which this program may write
   * @throws IllegalArgumentException when a user is not written as numbers, or is one whose files
   *     this program cannot make
   */
  public static ToolUser of(ConfinementConfiguration configuration, Path folder) {
    return of(configuration, own(folder));
  }

  static ToolUser of(ConfinementConfiguration configuration, FileOwner server) {
    FileOwner usual = server.isRoot() ? ConfinementConfiguration.NOBODY : server;
    FileOwner inside = configuration.user().map(FileOwner::parse).orElse(usual);
    FileOwner owner =
        configuration
            .owner()
            .map(FileOwner::parse)
            .orElseGet(() -> server.isRoot() ? inside : server);
    if (!server.isRoot() && !owner.equals(server)) {
      throw new IllegalArgumentException(
          "periplus.containers.owner is %s, but a server that is not root can make files of its own user (%s) only."
              .formatted(owner, server));
    }
    return new ToolUser(inside, owner, server);
  }

  private static FileOwner own(Path folder) {
    try {
      Path probe = Files.createTempFile(Files.createDirectories(folder), ".owner", "");
      try {
        return FileOwner.of(probe);
      } finally {
        FolderTree.delete(probe);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the engine is told it, {@code UID:GID}. */
  public String inside() {
    return inside.toString();
  }

  private boolean isAnother() {
    return !owner.equals(server);
  }

  /** Gives what a tool may write to its user. */
  void give(Path tree, FolderLimits limits) throws IOException {
    if (isAnother()) {
      HandOver.to(owner).take(tree, limits, Set.of());
    }
  }

  /** Lets the tools' user read what the server has made. */
  public void share(Path tree) throws IOException {
    if (isAnother() && Files.exists(tree)) {
      HandOver.makeReadable(tree);
    }
  }

  /** What makes the server's own of what a tool has left. */
  HandOver takingBack() throws IOException {
    return isAnother() ? HandOver.to(server) : HandOver.keepingOwner();
  }
}
