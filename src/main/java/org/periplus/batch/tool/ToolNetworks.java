package org.periplus.batch.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.periplus.configuration.Sha256;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork.ByProxy;
import org.periplus.container.EngineUnavailableException;
import org.periplus.folder.FolderTree;
import org.periplus.job.step.StepRun;
import org.periplus.security.EgressRules;
import org.periplus.security.proxy.EgressProxy;
import org.periplus.security.proxy.ProxyDoor;

/**
 * What tools with network access reach here. A run's door to the proxy lies in a folder that has
 * its name from the run, so that the next server opens it in the same place for a container that
 * goes on. Safe for use by several threads.
 */
public final class ToolNetworks implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(ToolNetworks.class.getName());

  /** A socket's path is short, and the data directory is most of it. */
  private static final int JOB_LETTERS = 12;

  private static final int RUN_LETTERS = 10;

  private final ToolNetworkConfiguration configuration;
  private final EgressRules rules;
  private final Path folder;
  private final ContainerEngine engine;
  private final EgressProxy proxy;
  private final ReentrantLock checking = new ReentrantLock();
  private volatile boolean enforced;

  /**
   * @param rules which addresses tools may reach
   * @param folder for the doors; nobody else of this machine gets into it
   */
  public ToolNetworks(
      ToolNetworkConfiguration configuration,
      EgressRules rules,
      Path folder,
      ContainerEngine engine) {
    this.configuration = configuration;
    this.rules = rules;
    this.folder = folder;
    this.engine = engine;
    this.proxy = new EgressProxy(configuration.limits(), configuration.upstream());
  }

  /** That of a tool's run which asks for one. */
  ToolNetwork of(StepRun record, String tenant) throws ContainerException, InterruptedException {
    if (configuration.isNone()) {
      return ToolNetwork.refused(ToolNetworkConfiguration.REACH + " is 'none'");
    }
    if (configuration.isOpen()) {
      return ToolNetwork.open(configuration.openEnvironment());
    }
    Optional<String> hindrance = hindrance();
    return hindrance.isPresent() ? ToolNetwork.refused(hindrance.get()) : byProxy(record, tenant);
  }

  /** That of a run whose container an earlier server has made. */
  ToolNetwork again(StepRun record, String tenant) {
    return Files.isDirectory(folder(record)) ? byProxy(record, tenant) : ToolNetwork.unasked();
  }

  private ToolNetwork byProxy(StepRun record, String tenant) {
    Path door = folder(record);
    return ToolNetwork.byProxy(
        network(door),
        ToolNetworkConfiguration.environment(
            Optional.of(ByProxy.URL), Optional.of("localhost,127.0.0.1,::1")),
        door,
        (place, run) -> opened(place, tenant, run::told));
  }

  private ByProxy network(Path door) {
    return new ByProxy(
        door,
        EgressProxy.SOCKET,
        configuration.image(),
        configuration.connectionsByTool(),
        configuration.patience());
  }

  private ProxyDoor opened(Path place, String tenant, Consumer<String> refusals)
      throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    return proxy.open(place, rules.of(tenant).forTools(), refusals);
  }

  private Path folder(StepRun record) {
    String run = letters(Sha256.of(record.path() + "\n" + record.element()), RUN_LETTERS);
    return folder.resolve(prefix(record.jobId()) + run);
  }

  private static String prefix(UUID job) {
    byte[] bytes =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(job.getMostSignificantBits())
            .putLong(job.getLeastSignificantBits())
            .array();
    return letters(bytes, JOB_LETTERS) + ".";
  }

  private static String letters(byte[] bytes, int count) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, count);
  }

  /** Removes what a killed server may have left of a job that has ended. */
  public void discard(UUID job) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    String prefix = prefix(job);
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(
            folder, each -> each.getFileName().toString().startsWith(prefix))) {
      for (Path each : left) {
        FolderTree.delete(each);
      }
    }
  }

  /** Says in the server's log, once it is known, whether tools get what is configured. */
  public void sayWhetherEnforced() {
    if (configuration.isNone() || configuration.isOpen()) {
      return;
    }
    try {
      hindrance()
          .ifPresent(
              why ->
                  LOG.log(
                      System.Logger.Level.WARNING,
                      "Tools get no network, though {0} is 'egress': {1}",
                      ToolNetworkConfiguration.REACH,
                      why));
    } catch (ContainerException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "Whether the engine confines the network of tools is seen before the first one: {0}",
          e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Why the engine cannot keep a tool to the proxy; looked at until it can.
   *
   * @throws EngineUnavailableException when it does not answer
   */
  private Optional<String> hindrance() throws EngineUnavailableException, InterruptedException {
    if (enforced) {
      return Optional.empty();
    }
    checking.lockInterruptibly();
    try {
      Optional<String> hindrance = enforced ? Optional.empty() : checked();
      enforced = hindrance.isEmpty();
      return hindrance;
    } finally {
      checking.unlock();
    }
  }

  private Optional<String> checked() throws EngineUnavailableException, InterruptedException {
    Path door = folder.resolve("check." + UUID.randomUUID().toString().substring(0, RUN_LETTERS));
    try (ProxyDoor opened = opened(door, "", refusal -> {})) {
      Optional<String> hindrance = NetworkCheck.with(engine, network(door), folder.toString());
      FolderTree.delete(door);
      return hindrance;
    } catch (EngineUnavailableException e) {
      throw e;
    } catch (ContainerException e) {
      return Optional.of(e.getMessage());
    } catch (IOException e) {
      return Optional.of(
          "its socket could not be made (the path of the data directory has "
              + folder.getParent().toString().getBytes(UTF_8).length
              + " bytes, and may have "
              + mostBytesOfData()
              + "): "
              + e);
    }
  }

  private static int mostBytesOfData() {
    String below = "/net/" + "x".repeat(JOB_LETTERS + 1 + RUN_LETTERS) + "/" + EgressProxy.SOCKET;
    return EgressProxy.LONGEST_PATH - below.length();
  }

  /** Containers that go on wait for the next server. */
  @Override
  public void close() {
    proxy.close();
  }
}
