package org.periplus.container.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.periplus.configuration.DataSize;
import org.periplus.transfer.TransferLimits;

/**
 * How files travel to pods and back where no volume is shared.
 *
 * @param data the folder of this machine in which what travels is noted, and arrives
 * @param server where pods reach this program
 * @param peers what pods reach that may reach nothing else, so that their files travel: labels of
 *     pods, {@code NAME=VALUE}, and ranges of addresses
 * @param image the image that carries files
 * @param patience for how long it tries to reach the server
 * @param lifetime for how long the links of a run hold at most
 * @param cpus processors of the container that carries files
 * @param memory its memory
 * @param fetching how large files are fetched
 * @param size how much of its node's disk the files of a pod may take; any amount when empty
 * @param limits for what comes back
 */
public record TransferSettings(
    Path data,
    URI server,
    List<String> peers,
    String image,
    Duration patience,
    Duration lifetime,
    double cpus,
    DataSize memory,
    Fetching fetching,
    Optional<DataSize> size,
    TransferLimits limits) {

  /**
   * How large files are fetched, each by itself.
   *
   * @param from the size of the smallest
   * @param streams how many of them at once
   * @param cache where a node keeps them for other pods, if it does
   */
  public record Fetching(DataSize from, int streams, Optional<Cache> cache) {

    /** Without a cache. */
    public static final Fetching DEFAULT =
        new Fetching(new DataSize(16L << 20), 4, Optional.empty());

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if nothing would be fetched
     */
    public Fetching {
      if (streams < 1) {
        throw new IllegalArgumentException("Files are fetched in one stream at least");
      }
    }
  }

  /**
   * A cache of each node.
   *
   * @param folder of the node
   * @param size how much it keeps
   */
  public record Cache(Path folder, DataSize size) {

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if nodes could not find it
     */
    public Cache {
      if (!folder.isAbsolute() || folder.getNameCount() == 0) {
        throw new IllegalArgumentException(
            "The cache of nodes has to be an absolute path to a folder, not '" + folder + "'");
      }
    }
  }
}
