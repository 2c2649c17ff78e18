package org.periplus.container.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerLostException;
import org.periplus.container.ContainerSpec;
import org.periplus.container.kubernetes.SharedVolumes.Place;
import org.periplus.transfer.Piece;
import org.periplus.transfer.Transfer;
import org.periplus.transfer.Transfers;

/**
 * Files that travel: a pod has them in a folder of its own on its node, into which its couriers
 * fetch them, and from which they bring them back. Safe for use by several threads.
 */
final class CarriedFiles implements PodFiles {

  private static final System.Logger LOG = System.getLogger(CarriedFiles.class.getName());

  /** How often is looked whether all has arrived: any server may have taken it. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** Why nothing more comes: whoever has ended the transfer, its links lead nowhere any more. */
  private static final String OVER = "what was noted of its files is gone";

  private final TransferSettings settings;
  private final Duration nodePatience;
  private final Couriers couriers;
  private final Transfers transfers;

  CarriedFiles(TransferSettings settings, KubernetesSettings all) {
    this.settings = settings;
    this.nodePatience = all.patience().node();
    this.couriers = new Couriers(settings, all.pullPolicy());
    this.transfers = new Transfers(settings.data());
  }

  /** What travels for one pod, each piece in a place of its own on the volume. */
  private static final class Luggage implements PodMounts.Places {
    private final Volume volume;
    private final List<Piece> pieces = new ArrayList<>();

    Luggage(Volume volume) {
      this.volume = volume;
    }

    @Override
    public Place place(Path source, String target, boolean returned) {
      String name = Integer.toString(pieces.size());
      pieces.add(new Piece(name, source, returned));
      return new Place(volume, Couriers.FILES + "/" + name);
    }
  }

  @Override
  public PodMounts mounts(String pod, ContainerSpec spec) throws ContainerException {
    Luggage luggage = new Luggage(volume());
    PodMounts mounts = PodMounts.of(spec, luggage);
    if (luggage.pieces.isEmpty()) {
      return mounts;
    }
    try {
      Transfer transfer =
          transfers.begin(
              pod, luggage.pieces, Instant.now().plus(settings.lifetime()), settings.limits());
      return mounts.with(couriers.of(transfer));
    } catch (IOException e) {
      throw new ContainerException("What its pod is to get could not be noted: " + e, e);
    }
  }

  @Override
  public Optional<Secret> secret(Pod pod) throws ContainerException {
    if (pod.getSpec().getInitContainers().isEmpty()) {
      return Optional.empty();
    }
    try {
      return transfers
          .find(pod.getMetadata().getName())
          .map(transfer -> couriers.secret(transfer, pod));
    } catch (IOException e) {
      throw new ContainerException("What its pod is to get could not be read: " + e, e);
    }
  }

  private Volume volume() {
    return new VolumeBuilder()
        .withName(Couriers.VOLUME)
        .withNewEmptyDir()
        .withSizeLimit(
            settings.size().map(most -> new Quantity(Long.toString(most.bytes()))).orElse(null))
        .endEmptyDir()
        .build();
  }

  @Override
  public void collect(FollowedPod pod) throws ContainerException, InterruptedException {
    if (pod.latest().filter(Couriers::bringBack).isEmpty()) {
      return;
    }
    try {
      awaitArrival(pod);
      Optional<Transfer> transfer = transfers.find(pod.name());
      if (transfer.isPresent()) {
        transfers.place(transfer.get());
      } else if (!pod.isKilled()) {
        throw lost(OVER);
      }
    } catch (NoSuchFileException e) {
      if (!pod.isKilled()) {
        throw lost(OVER); // It went at this moment.
      }
    } catch (IOException e) {
      throw new ContainerException("What its pod has left could not be taken: " + e, e);
    }
  }

  /** Until all is here, or the pod was killed. */
  private void awaitArrival(FollowedPod pod)
      throws ContainerException, InterruptedException, IOException {
    long end = System.nanoTime() + settings.patience().plus(nodePatience).toNanos();
    while (!transfers.hasArrived(pod.name())) {
      Optional<String> refusal = transfers.refusal(pod.name());
      if (refusal.isPresent()) {
        throw new ContainerException("Of what it has left " + refusal.get(), null);
      }
      boolean over = transfers.find(pod.name()).isEmpty();
      if (pod.isKilled()) {
        return; // Whoever kills it here says so before the transfer ends.
      }
      Optional<String> failure = over ? Optional.of(OVER) : failure(pod, System.nanoTime() > end);
      if (failure.isPresent() && !transfers.hasArrived(pod.name())) {
        throw lost(failure.get());
      }
      var unused = pod.awaitGone(LOOK);
    }
  }

  private static ContainerLostException lost(String why) {
    return new ContainerLostException(
        "The container was lost: its outputs did not come (" + why + ")", null);
  }

  private static Optional<String> failure(FollowedPod pod, boolean late) {
    if (pod.isGone()) {
      return Optional.of("its pod is gone");
    }
    Optional<Pod> latest = pod.latest();
    return latest
        .flatMap(each -> PodReading.courierFailure(each.getStatus(), Couriers.KEEP))
        .or(() -> late ? Optional.of("its node does not answer") : Optional.empty());
  }

  @Override
  public void end(String pod) {
    transfers.end(pod);
  }

  @Override
  public void removeLeft() {
    try {
      transfers.removeLeft();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "What pods have left could not be removed", e);
    }
  }
}
