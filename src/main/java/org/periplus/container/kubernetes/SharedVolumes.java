package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.periplus.configuration.Entries;
import org.periplus.container.ContainerException;

/**
 * Folders of this machine that are on volumes which pods can mount, the longer paths first.
 * Immutable.
 */
public final class SharedVolumes {

  private final List<Shared> all;

  private record Shared(Path folder, Volume volume) {}

  /**
   * A file or folder on a volume.
   *
   * @param path below the volume's root; empty for the root itself
   */
  record Place(Volume volume, String path) {}

  private SharedVolumes(List<Shared> all) {
    this.all = all;
  }

  /**
   * Reads what a configuration says: {@code PATH=VOLUME}, separated by commas, where a volume is
   * {@code pvc:CLAIM}, {@code nfs:SERVER:PATH} or {@code hostPath:PATH}.
   *
   * @throws IllegalArgumentException if it says something else
   */
  public static SharedVolumes of(String text) {
    List<Shared> all = new ArrayList<>();
    for (String entry : Entries.of(text).toList()) {
      int equals = entry.lastIndexOf('=');
      if (equals <= 0) {
        throw wrong(entry);
      }
      Path folder = Path.of(entry.substring(0, equals)).toAbsolutePath().normalize();
      all.add(new Shared(folder, volume("shared-" + all.size(), entry.substring(equals + 1))));
    }
    all.sort(Comparator.comparing((Shared each) -> each.folder().getNameCount()).reversed());
    return new SharedVolumes(List.copyOf(all));
  }

  private static Volume volume(String name, String text) {
    VolumeBuilder volume = new VolumeBuilder().withName(name);
    String[] parts = text.split(":", 3);
    if (parts.length == 2 && parts[0].equals("pvc")) {
      return volume.withNewPersistentVolumeClaim(parts[1], false).build();
    }
    if (parts.length == 2 && parts[0].equals("hostPath")) {
      return volume.withNewHostPath(parts[1], "Directory").build();
    }
    if (parts.length == 3 && parts[0].equals("nfs")) {
      return volume.withNewNfs(parts[2], false, parts[1]).build();
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String entry) {
    return new IllegalArgumentException(
        "periplus.kubernetes.volumes has '"
            + entry
            + "'; an entry is PATH=pvc:CLAIM, PATH=nfs:SERVER:PATH or PATH=hostPath:PATH");
  }

  /**
   * Where a file or folder of this machine is, which stays there.
   *
   * @throws ContainerException when it is on none of the volumes
   */
  Place place(Path source, String target, boolean returned) throws ContainerException {
    return find(source)
        .orElseThrow(
            () ->
                new ContainerException(
                    "What the container is to see as "
                        + target
                        + " is on no volume of the cluster (periplus.kubernetes.volumes)",
                    null));
  }

  private Optional<Place> find(Path file) {
    Path path = file.toAbsolutePath().normalize();
    return all.stream()
        .filter(shared -> path.startsWith(shared.folder()))
        .findFirst()
        .map(shared -> new Place(shared.volume(), shared.folder().relativize(path).toString()));
  }
}
