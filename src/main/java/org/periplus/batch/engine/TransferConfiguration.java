package org.periplus.batch.engine;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.configuration.Entries;
import org.periplus.container.kubernetes.TransferSettings;
import org.periplus.container.kubernetes.TransferSettings.Cache;
import org.periplus.container.kubernetes.TransferSettings.Fetching;
import org.periplus.transfer.TransferLimits;

/**
 * How files get to pods and back.
 *
 * @param data {@code volume}, on volumes that the server shares with pods, or {@code transfer},
 *     over HTTP
 * @param server where pods reach this server, or all that share its data directory
 * @param peers whom network policies let pods reach for that: labels of pods of the namespace, or
 *     ranges of addresses
 * @param image the image that carries files
 * @param patience how long a pod may take to fetch its files, and to bring them back
 * @param lifetime for how long the links of a run hold at most
 * @param cpus processors of the container that carries files
 * @param memory its memory
 * @param singleFrom the size of the smallest file that is fetched by itself
 * @param streams how many of these at once
 * @param cache a folder of nodes that keeps them for other pods
 * @param cacheSize how much it keeps
 * @param size how much of its node's disk the files of a pod may take
 */
@Dependent
public record TransferConfiguration(
    @ConfigProperty(name = DATA, defaultValue = VOLUME) String data,
    @ConfigProperty(name = SERVER) Optional<URI> server,
    @ConfigProperty(name = PREFIX + "peers") Optional<String> peers,
    @ConfigProperty(name = PREFIX + "image", defaultValue = "periplus/courier:1.0.0") String image,
    @ConfigProperty(name = PREFIX + "patience", defaultValue = "PT15M") Duration patience,
    @ConfigProperty(name = PREFIX + "lifetime", defaultValue = "P30D") Duration lifetime,
    @ConfigProperty(name = PREFIX + "cpus", defaultValue = "0.25") double cpus,
    @ConfigProperty(name = PREFIX + "memory", defaultValue = "64 MiB") DataSize memory,
    @ConfigProperty(name = PREFIX + "single-from", defaultValue = "16 MiB") DataSize singleFrom,
    @ConfigProperty(name = PREFIX + "streams", defaultValue = "4") int streams,
    @ConfigProperty(name = PREFIX + "cache") Optional<Path> cache,
    @ConfigProperty(name = PREFIX + "cache-size", defaultValue = "20 GiB") DataSize cacheSize,
    @ConfigProperty(name = PREFIX + "size") Optional<DataSize> size) {

  private static final String DATA = KubernetesConfiguration.PREFIX + "data";
  private static final String PREFIX = KubernetesConfiguration.PREFIX + "transfer.";
  private static final String SERVER = PREFIX + "server";
  private static final String VOLUME = "volume";
  private static final String TRANSFER = "transfer";

  /** On shared volumes. */
  public static final TransferConfiguration NONE =
      new TransferConfiguration(
          VOLUME,
          Optional.empty(),
          Optional.empty(),
          "",
          Duration.ofMinutes(15),
          Duration.ofDays(30),
          1,
          new DataSize(1 << 20),
          new DataSize(1 << 20),
          1,
          Optional.empty(),
          new DataSize(0),
          Optional.empty());

  /**
   * Checks the choice.
   *
   * @throws IllegalArgumentException if there is no such way, or pods would not find the server, or
   *     fetch nothing
   */
  @Inject
  public TransferConfiguration {
    if (!data.equals(VOLUME) && !data.equals(TRANSFER)) {
      throw new IllegalArgumentException(
          DATA + " is '" + data + "'; there are 'volume' and 'transfer'");
    }
    if (data.equals(TRANSFER) && server.isEmpty()) {
      throw new IllegalArgumentException(
          DATA + " is 'transfer': " + SERVER + " has to say where pods reach this server");
    }
    if (streams < 1) {
      throw new IllegalArgumentException(
          PREFIX + "streams is " + streams + "; it is how many at once, 1 or more");
    }
  }

  /**
   * As the engine needs them; empty where volumes are shared.
   *
   * @param folder the data directory
   * @param limits for what comes back
   */
  Optional<TransferSettings> settings(Path folder, TransferLimits limits) {
    return server
        .filter(address -> data.equals(TRANSFER))
        .map(
            address ->
                new TransferSettings(
                    folder,
                    address,
                    Entries.of(peers.orElse("")).toList(),
                    image,
                    patience,
                    lifetime,
                    cpus,
                    memory,
                    fetching(),
                    size,
                    limits));
  }

  private Fetching fetching() {
    return new Fetching(singleFrom, streams, cache.map(folder -> new Cache(folder, cacheSize)));
  }
}
