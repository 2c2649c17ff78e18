package org.periplus.batch.confinement;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.periplus.configuration.DataSize;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.folder.FileOwner;

/**
 * What keeps the container of a tool to its work.
 *
 * @param user the user in the container, {@code UID} or {@code UID:GID}; when there is none, the
 *     server's own, or {@link #NOBODY} when that is root
 * @param owner the user of this machine that the engine makes of that one; when there is none, the
 *     same
 * @param readOnly whether a tool can write to its output and temporary directories only
 * @param openFiles how many files a process of a tool may have open
 * @param maxCoreSize how large a core dump of a tool may be
 * @param maxEngineLog how much of the output of one container the engine keeps at most
 */
@Dependent
public record ConfinementConfiguration(
    @ConfigProperty(name = "periplus.containers.user") Optional<String> user,
    @ConfigProperty(name = "periplus.containers.owner") Optional<String> owner,
    @ConfigProperty(name = "periplus.containers.read-only", defaultValue = "true") boolean readOnly,
    @ConfigProperty(name = "periplus.containers.open-files", defaultValue = "16384") long openFiles,
    @ConfigProperty(name = "periplus.containers.max-core-size", defaultValue = "0 B")
        DataSize maxCoreSize,
    @ConfigProperty(name = "periplus.containers.max-engine-log", defaultValue = "1 GiB")
        DataSize maxEngineLog) {

  /** Who has no rights, and a name in nearly every image. */
  static final FileOwner NOBODY = new FileOwner(65534, 65534);

  /** What a log is at most larger than what was written, but for the smallest writes. */
  private static final int LOG_OVERHEAD = 8;

  @Inject
  public ConfinementConfiguration {}

  /** The defaults of everything. */
  public static ConfinementConfiguration defaults() {
    return new ConfinementConfiguration(
        Optional.empty(), Optional.empty(), true, 16384, new DataSize(0), DataSize.of("1 GiB"));
  }

  /** As a container has it of which all output is needed. */
  public Confinement keepingAll() {
    return keeping(Long.MAX_VALUE);
  }

  /**
   * As a container has it of whose output the last bytes are needed.
   *
   * @param bytes how many
   */
  public Confinement keeping(long bytes) {
    long most = maxEngineLog.bytes();
    return new Confinement(
        readOnly,
        openFiles,
        maxCoreSize.bytes(),
        bytes > most / LOG_OVERHEAD ? most : bytes * LOG_OVERHEAD);
  }
}
