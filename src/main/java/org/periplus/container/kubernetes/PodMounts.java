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
import java.util.stream.Stream;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.ExactOutput;
import org.periplus.container.kubernetes.Couriers.Pair;
import org.periplus.container.kubernetes.SharedVolumes.Place;

/**
 * What a pod mounts. Its log has both streams in one and may lose its beginning, and nobody is
 * connected to its standard input: a command that has files for these is started by the image's
 * shell, which opens them.
 *
 * @param shell what stands before the command; empty when it is started by the image
 * @param couriers what carries the files, if anything has to
 */
record PodMounts(
    List<Volume> volumes,
    List<VolumeMount> mounts,
    Optional<List<String>> shell,
    Optional<Pair> couriers) {

  private static final String INPUT = "/.periplus/stdin";
  private static final String OUTPUT = "/.periplus/output";

  /** Where files of this machine are that a pod is to see. */
  interface Places {

    /**
     * The place of one.
     *
     * @param target as what the pod is to see it
     * @param returned whether it is wanted back, with what the pod has made of it
     * @throws ContainerException when it has none
     */
    Place place(Path source, String target, boolean returned) throws ContainerException;
  }

  /** Collects them, each volume once. */
  private static final class Collection {
    private final Places places;
    private final Map<String, Volume> volumes = new LinkedHashMap<>();
    private final List<VolumeMount> mounts = new ArrayList<>();

    Collection(Places places) {
      this.places = places;
    }

    void add(Path source, String target, boolean readOnly, boolean returned)
        throws ContainerException {
      Place place = places.place(source, target, returned);
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

  static PodMounts of(ContainerSpec spec, Places places) throws ContainerException {
    Collection all = new Collection(places);
    for (ContainerSpec.Mount mount : spec.mounts()) {
      all.add(mount.source(), mount.target(), mount.readOnly(), mount.returned());
    }
    StringBuilder streams = new StringBuilder();
    if (spec.stdin().isPresent()) {
      all.add(spec.stdin().get(), INPUT, true, false);
      streams.append(" <").append(INPUT);
    }
    Optional<ExactOutput> exact = spec.run().exact();
    if (exact.isPresent()) {
      all.add(exact.get().folder(), OUTPUT, false, true);
      streams.append(exact.get().stdout() ? " >" + OUTPUT + "/stdout" : "");
      streams.append(exact.get().stderr() ? " 2>" + OUTPUT + "/stderr" : "");
    }
    return new PodMounts(
        List.copyOf(all.volumes.values()),
        all.mounts,
        streams.isEmpty()
            ? Optional.empty()
            : Optional.of(List.of("/bin/sh", "-c", "exec \"$$@\"" + streams, "sh")),
        Optional.empty());
  }

  /** The same with those who carry the files. */
  PodMounts with(Pair pair) {
    return new PodMounts(
        Stream.concat(volumes.stream(), pair.volumes().stream()).toList(),
        mounts,
        shell,
        Optional.of(pair));
  }
}
