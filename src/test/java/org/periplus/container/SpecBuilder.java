package org.periplus.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.ContainerSpec.Run;

/** A container that runs a command in the small image of the tests. */
public final class SpecBuilder {

  public static final String IMAGE = "debian:stable-slim";

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
  private Run run = Run.unnamed();

  public SpecBuilder(Map<String, String> labels, String... command) {
    this.labels = labels;
    this.command = List.of(command);
  }

  public SpecBuilder image(String some) {
    image = some;
    return this;
  }

  public SpecBuilder mounts(List<Mount> some) {
    mounts = some;
    return this;
  }

  public SpecBuilder limits(Limits some) {
    limits = some;
    return this;
  }

  public SpecBuilder confinement(Confinement some) {
    confinement = some;
    return this;
  }

  public SpecBuilder user(String some) {
    user = Optional.of(some);
    return this;
  }

  public SpecBuilder network(ContainerNetwork some) {
    network = some;
    return this;
  }

  public SpecBuilder environment(Map<String, String> some) {
    environment = some;
    return this;
  }

  /** What tells it from others; a name by chance where nothing is said. */
  public SpecBuilder run(Run some) {
    run = some;
    return this;
  }

  public SpecBuilder stdin(Path some) {
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
        stdin,
        run);
  }
}
