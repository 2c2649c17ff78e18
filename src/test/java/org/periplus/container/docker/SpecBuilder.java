package org.periplus.container.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;

/** A container that runs a command in the small image of the tests. */
public final class SpecBuilder {

  static final String IMAGE = "debian:stable-slim";

  private final List<String> command;
  private final Map<String, String> labels;
  private String image = IMAGE;
  private List<Mount> mounts = List.of();
  private Limits limits = new Limits(1, 256L << 20, 128, 0);
  private Confinement confinement = new Confinement(false, 1024, 0, 1 << 30);
  private Optional<String> user = Optional.empty();
  private Optional<Path> stdin = Optional.empty();
  private Map<String, String> environment = Map.of("GREETING", "hello there");
  private ContainerNetwork network = ContainerNetwork.NONE;

  public SpecBuilder(Map<String, String> labels, String... command) {
    this.labels = labels;
    this.command = List.of(command);
  }

  SpecBuilder image(String some) {
    image = some;
    return this;
  }

  SpecBuilder mounts(List<Mount> some) {
    mounts = some;
    return this;
  }

  SpecBuilder limits(Limits some) {
    limits = some;
    return this;
  }

  SpecBuilder confinement(Confinement some) {
    confinement = some;
    return this;
  }

  SpecBuilder user(String some) {
    user = Optional.of(some);
    return this;
  }

  SpecBuilder network(ContainerNetwork some) {
    network = some;
    return this;
  }

  SpecBuilder environment(Map<String, String> some) {
    environment = some;
    return this;
  }

  SpecBuilder stdin(Path some) {
    stdin = Optional.of(some);
    return this;
  }

  public ContainerSpec build() {
    return new ContainerSpec(
        image,
        command,
        environment,
        mounts,
        "/tmp",
        user,
        limits,
        network,
        labels,
        confinement,
        stdin);
  }
}
