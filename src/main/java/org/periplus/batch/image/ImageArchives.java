package org.periplus.batch.image;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.periplus.container.ContainerException;
import org.periplus.folder.FolderTree;
import org.periplus.staging.StageIn;
import org.periplus.staging.fetch.StageInException;

/**
 * The files that images are loaded and imported from: each is fetched when its image is not there,
 * and gone when the engine has it. Safe for use by several threads.
 */
public final class ImageArchives {

  private static final System.Logger LOG = System.getLogger(ImageArchives.class.getName());

  private final StageIn stageIn;
  private final Path folder;
  private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();

  /**
   * @param folder where they lie meanwhile
   */
  public ImageArchives(StageIn stageIn, Path folder) {
    this.stageIn = stageIn;
    this.folder = folder;
  }

  /** Looks for the image. */
  interface Look {
    Optional<String> identity() throws ContainerException, InterruptedException;
  }

  /** Hands the file to the engine. */
  interface Take {
    String identity(Path file) throws ContainerException, InterruptedException;
  }

  /** The image of that name, made from what lies at the URL a tenant gave, when it is not there. */
  String with(String tenant, String name, String url, Look look, Take take)
      throws ContainerException, StageInException, InterruptedException {
    ReentrantLock lock = fetching.computeIfAbsent(name, any -> new ReentrantLock());
    lock.lockInterruptibly();
    try {
      Optional<String> there = look.identity();
      return there.isPresent() ? there.get() : fetched(tenant, url, take);
    } finally {
      lock.unlock();
    }
  }

  private String fetched(String tenant, String url, Take take)
      throws ContainerException, StageInException, InterruptedException {
    Path incoming = newFolder();
    try {
      ObjectNode wanted = JsonNodeFactory.instance.objectNode();
      wanted.putObject("image").put("class", "File").put("location", url);
      return take.identity(
          Path.of(stageIn.stage(tenant, wanted, incoming).path("image").path("path").asText()));
    } finally {
      discard(incoming);
    }
  }

  private Path newFolder() throws ContainerException {
    try {
      return Files.createTempDirectory(Files.createDirectories(folder), "archive");
    } catch (IOException e) {
      throw new ContainerException("The archive of an image could not be kept on this server.", e);
    }
  }

  private static void discard(Path incoming) {
    try {
      FolderTree.delete(incoming);
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "The archive of an image is left: {0}", e.getMessage());
    }
  }
}
