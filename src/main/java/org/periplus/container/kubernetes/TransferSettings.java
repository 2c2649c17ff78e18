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
    Optional<DataSize> size,
    TransferLimits limits) {}
