package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.periplus.batch.engine.EngineConfiguration;
import org.periplus.batch.engine.KubernetesConfiguration;
import org.periplus.batch.engine.PlacementConfiguration;
import org.periplus.batch.engine.PoolConfiguration;
import org.periplus.batch.engine.TransferConfiguration;
import org.periplus.configuration.TenantKeys;
import org.periplus.container.SpecBuilder;
import org.periplus.container.kubernetes.KubernetesSettings.Patience;
import org.periplus.container.kubernetes.placement.Placement;
import org.periplus.container.kubernetes.placement.Placements;
import org.periplus.container.kubernetes.placement.Placements.Pool;
import org.periplus.kubernetes.Cluster;

/**
 * The cluster of the tests: that of {@code KUBECONFIG}, or of the project's own script. Its node is
 * this machine, whose folder for temporary files it mounts.
 */
public final class TestCluster {

  /** Where the tests make their pods. */
  public static final String NAMESPACE = "default";

  private static Path known;

  private Optional<Path> kubeconfig = Optional.of(kubeconfig());
  private String namespace = NAMESPACE;
  private Patience patience = Patience.DEFAULT;
  private int usageParallel = 4;
  private boolean allowUnenforced = true;
  private Optional<TransferSettings> transfer = Optional.empty();
  private Map<String, Pool> pools = Map.of();
  private String volumes = volume(Path.of(System.getProperty("java.io.tmpdir")));

  private TestCluster() {}

  /** How it is used, with a network that nothing need enforce. */
  public static TestCluster settings() {
    return new TestCluster();
  }

  private static synchronized Path kubeconfig() {
    try {
      if (known == null) {
        known = Cluster.kubeconfig();
        image(SpecBuilder.IMAGE);
      }
      return known;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Hands images of the Docker Engine on to the cluster, unless it is somebody else's. */
  public static void image(String... names) throws IOException, InterruptedException {
    if (!Cluster.isForeign()) {
      Cluster.image(names);
    }
  }

  /** The address of this machine that pods reach, as long as it is their node. */
  static String machine() {
    try {
      return Cluster.kubectl(
          "get",
          "nodes",
          "-o",
          "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With one more folder of this machine that pods can mount. */
  public TestCluster sharing(Path folder) {
    volumes += "," + volume(folder);
    return this;
  }

  private static String volume(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    return path + "=hostPath:" + path;
  }

  TestCluster namespace(String other) {
    namespace = other;
    return this;
  }

  /** With little patience for an image or a node. */
  TestCluster hasty(Duration most) {
    patience = new Patience(most, most, patience.node(), patience.log());
    return this;
  }

  /** Without a shared volume: files travel. */
  public TestCluster carrying(TransferSettings own) {
    transfer = Optional.of(own);
    volumes = "";
    return this;
  }

  /** With a pool that packages may ask for: the nodes with a label. */
  TestCluster pool(String name, String label, String value, String... tenants) {
    Placement labelled =
        new Placement(
            Map.of(label, value),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Map.of());
    pools = Map.of(name, new Pool(labelled, Set.of(tenants)));
    return this;
  }

  /** With no pod asked what it uses. */
  TestCluster askingNobody() {
    usageParallel = 0;
    return this;
  }

  /** As servers use it unless they are told otherwise. */
  TestCluster enforced() {
    allowUnenforced = false;
    return this;
  }

  /** With an API server at another address. */
  TestCluster at(String address) {
    return changed(text -> text.replaceAll("https://[^\\s\"'}]+", address));
  }

  /** As somebody who has no rights there. */
  TestCluster asNobody() throws IOException, InterruptedException {
    AuthInfo nobody = new AuthInfo();
    nobody.setToken(Cluster.kubectl("create", "token", "default", "-n", NAMESPACE));
    return changed(
        text -> {
          Config config = Serialization.unmarshal(text, Config.class);
          config.getUsers().forEach(each -> each.setUser(nobody));
          return Serialization.asYaml(config);
        });
  }

  private TestCluster changed(UnaryOperator<String> change) {
    try {
      Path other = Files.createTempFile("kubeconfig", "");
      Files.writeString(other, change.apply(Files.readString(kubeconfig())));
      other.toFile().deleteOnExit();
      kubeconfig = Optional.of(other);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /**
   * The configuration of a server that runs its containers there.
   *
   * @param patience for an image or a node
   */
  public static EngineConfiguration engine(String owner, Duration patience) {
    return engine(owner, NAMESPACE, patience);
  }

  /** The same, in another namespace. */
  public static EngineConfiguration engine(String owner, String namespace, Duration patience) {
    return new EngineConfiguration(
        "kubernetes",
        new KubernetesConfiguration(
            Optional.of(kubeconfig()),
            Optional.of(namespace),
            owner,
            Optional.of(volume(Path.of(System.getProperty("java.io.tmpdir")))),
            "IfNotPresent",
            "nvidia.com/gpu",
            4,
            patience,
            patience,
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            true),
        PlacementConfiguration.NONE,
        PoolConfiguration.NONE,
        TransferConfiguration.NONE,
        TenantKeys.NONE);
  }

  public KubernetesSettings build() {
    return new KubernetesSettings(
        kubeconfig,
        Optional.of(namespace),
        "periplus-tests",
        SharedVolumes.of(volumes),
        "IfNotPresent",
        "nvidia.com/gpu",
        usageParallel,
        patience,
        allowUnenforced,
        SpecBuilder.IMAGE,
        new Placements(tenant -> Placement.ANYWHERE, pools),
        transfer);
  }
}
