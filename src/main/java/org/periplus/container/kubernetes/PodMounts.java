package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.kubernetes.SharedVolumes.Place;

/**
 * What a pod mounts. Its log has both streams in one and may lose its beginning, and nobody is
 * connected to its standard input: a command that has files for these is started by the image's
 * shell, which opens them.
 *
 * @param shell what stands before the command; empty when it is started by the image
 */
record PodMounts(List<Volume> volumes, List<VolumeMount> mounts, Optional<List<String>> shell) {

  private static final String INPUT = "/.periplus/stdin";
  private static final String OUTPUT = "/.periplus/output";

  /** Collects them, each volume once. */
  private static final class Collection {
    private final SharedVolumes shared;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    Collection(SharedVolumes shared) {
      this.shared = shared;
    }

    void add(Path source, String target, boolean readOnly) throws ContainerException {
      Place place =
          shared
              .find(source)
              .orElseThrow(
                  () ->
                      new ContainerException(
                          "What the container is to see as "
                              + target
                              + " is on no volume of the cluster (periplus.kubernetes.volumes)",
                          null));
      volumes.put(place.volume().getName(), place.volume());
      mounts.add(
          new VolumeMountBuilder()
              .withName(place.volume().getName())
              .withMountPath(target)
              .withSubPath(place.path().isEmpty() ? null : place.path())
              .withReadOnly(readOnly)
              .build());
    }
  }

  static PodMounts of(ContainerSpec spec, SharedVolumes shared) throws ContainerException {
    Collection all = new Collection(shared);
    for (ContainerSpec.Mount mount : spec.mounts()) {
      all.add(mount.source(), mount.target(), mount.readOnly());
    }
    StringBuilder streams = new StringBuilder();
    if (spec.stdin().isPresent()) {
      all.add(spec.stdin().get(), INPUT, true);
      streams.append(" <").append(INPUT);
    }
    Optional<ExactOutput> exact = spec.run().exact();
    if (exact.isPresent()) {
      all.add(exact.get().folder(), OUTPUT, false);
      streams.append(exact.get().stdout() ? " >" + OUTPUT + "/stdout" : "");
      streams.append(exact.get().stderr() ? " 2>" + OUTPUT + "/stderr" : "");
    }
    return new PodMounts(
        List.copyOf(all.volumes.values()),
        all.mounts,
        streams.isEmpty()
            ? Optional.empty()
            : Optional.of(List.of("/bin/sh", "-c", "exec \"$$@\"" + streams, "sh")));
  }
}
