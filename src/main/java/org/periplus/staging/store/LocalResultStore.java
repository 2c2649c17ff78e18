package org.periplus.staging.store;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import org.periplus.folder.FolderTree;
import org.periplus.staging.file.FileTrees;

/**
 * The result store in a folder of the server: the results of a job lie below {@code
 * <root>/<jobId>}, its logs below {@code <root>/logs/<jobId>}. A folder that is being published or
 * deleted has a name that begins with a dot until it is complete or gone. Shared by threads.
 */
public final class LocalResultStore implements ResultStore {

  private final Path root;
  private final StorageDescription description;

  /**
   * A store in a folder.
   *
   * @param root the folder of all results; created when it is missing
   */
  public LocalResultStore(Path root, StorageDescription description) throws IOException {
    this.root = Files.createDirectories(root.toAbsolutePath()).toRealPath();
    this.description = description;
  }

  @Override
  public void publish(UUID jobId, Path prepared) throws IOException {
    deleteLeftovers(jobId);
    Path incoming = beside(jobId, "new");
    try {
      takeOver(prepared, incoming);
      replace(jobId, incoming);
    } finally {
      FolderTree.delete(incoming);
    }
    deleteLeftovers(jobId);
  }

  @Override
  public String check() throws IOException {
    Files.delete(Files.createTempFile(root, ".write", ".check"));
    return root.toString();
  }

  @Override
  public Optional<StoredFile> open(UUID jobId, String path) throws IOException {
    return LocalStoredFile.in(folder(jobId), path);
  }

  @Override
  public void list(UUID jobId, FileListener listener) throws IOException {
    Path folder = folder(jobId);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes found)
              throws IOException {
            boolean goesOn =
                !found.isRegularFile()
                    || listener.file(folder.relativize(file).toString(), found.size());
            return goesOn ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }
        });
  }

  @Override
  public Optional<StoredFile> openLog(UUID jobId, String name) throws IOException {
    return LocalStoredFile.in(logs(jobId), name + ".log");
  }

  @Override
  public void keepLog(UUID jobId, String name, Path log) throws IOException {
    Path folder = Files.createDirectories(logs(jobId));
    Path incoming = folder.resolve("." + name + ".new");
    Files.deleteIfExists(incoming); // A server that died has left it.
    try {
      FileTrees.linkOrCopy(log, incoming);
      FileTrees.rename(incoming, folder.resolve(name + ".log"));
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  @Override
  public void deleteLogs(UUID jobId) throws IOException {
    FolderTree.delete(logs(jobId));
  }

  @Override
  public StorageDescription description() {
    return description;
  }

  @Override
  public void delete(UUID jobId) throws IOException {
    Path folder = folder(jobId);
    if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      FileTrees.rename(folder, beside(jobId, "old"));
    }
    deleteLeftovers(jobId);
  }

  private static void takeOver(Path prepared, Path incoming) throws IOException {
    try {
      FileTrees.rename(prepared, incoming);
    } catch (FileSystemException e) {
      if (!Files.isDirectory(prepared)) {
        throw e;
      }
      FileTrees.linkOrCopyTree(prepared, incoming);
      FolderTree.delete(prepared);
    }
  }

  private void replace(UUID jobId, Path incoming) throws IOException {
    Path folder = folder(jobId);
    Path outgoing = beside(jobId, "old");
    boolean replaces = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      FileTrees.rename(folder, outgoing);
    }
    try {
      FileTrees.rename(incoming, folder);
    } catch (IOException e) {
      if (replaces) {
        FileTrees.rename(outgoing, folder);
      }
      throw e;
    }
  }

  private void deleteLeftovers(UUID jobId) throws IOException {
    FolderTree.delete(changing(jobId));
  }

  /** Where lies what a job's folder is replaced by or was: the root may hold very many folders. */
  private Path changing(UUID jobId) {
    return root.resolve(".changing").resolve(jobId.toString());
  }

  private Path folder(UUID jobId) {
    return root.resolve(jobId.toString());
  }

  private Path logs(UUID jobId) {
    return root.resolve("logs").resolve(jobId.toString());
  }

  private Path beside(UUID jobId, String purpose) throws IOException {
    return Files.createDirectories(changing(jobId)).resolve(purpose + "-" + UUID.randomUUID());
  }
}
