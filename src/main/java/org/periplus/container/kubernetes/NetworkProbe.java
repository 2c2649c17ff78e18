package org.periplus.container.kubernetes;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Run;
import org.periplus.container.FoundContainer;
import org.periplus.container.OutputSink;

/** Finds out by two pods whether one reaches the other that is to reach nothing. */
final class NetworkProbe {

  private static final String LISTENER =
      """
      use strict;
      use Socket;
      socket(my $s, PF_INET, SOCK_STREAM, 0) or die "no socket: $!\\n";
      bind($s, sockaddr_in(8080, INADDR_ANY)) or die "no port: $!\\n";
      listen($s, 5) or die "no port: $!\\n";
      accept(my $c, $s);
      """;

  /** Ends with 0 when it has a connection, or is refused one: that too came from there. */
  private static final String CALLER =
      """
      use strict;
      use Socket;
      use Errno;
      alarm 10;
      $SIG{ALRM} = sub { exit 3 };
      for (1 .. 3) {
        socket(my $s, PF_INET, SOCK_STREAM, 0) or die "no socket: $!\\n";
        exit 0 if connect($s, sockaddr_in(8080, inet_aton($ARGV[0]))) || $!{ECONNREFUSED};
        sleep 1;
      }
      exit 3;
      """;

  private static final int NOT_REACHED = 3;

  /** After this time the cluster ends a pod that nobody has removed, once it has the image. */
  private static final Duration TIME_LIMIT = Duration.ofMinutes(5);

  private static final Limits LIMITS = new Limits(0.1, 64L << 20, 64, 0);
  private static final Map<String, String> LABELS = Map.of("org.periplus.check", "network");

  private static final OutputSink NOWHERE =
      new OutputSink() {
        @Override
        public void stdout(byte[] bytes) {}

        @Override
        public void stderr(byte[] bytes) {}
      };

  private NetworkProbe() {}

  /**
   * Looks.
   *
   * @throws ContainerException when that could not be found out
   */
  static boolean isReached(KubernetesEngine engine, KubernetesSettings settings)
      throws ContainerException, InterruptedException {
    removeLeft(engine);
    ContainerSpec listener = spec(settings, ContainerNetwork.OPEN, List.of("perl", "-e", LISTENER));
    String listening = engine.create(listener);
    try {
      var unused = engine.startAnyhow(listening, listener, NOWHERE);
      Optional<String> address = engine.address(listening).filter(text -> !text.isEmpty());
      if (address.isEmpty()) {
        throw new ContainerException("The pod that was to be reached did not run", null);
      }
      return isReached(engine, settings, address.get());
    } finally {
      remove(engine, listening);
    }
  }

  private static boolean isReached(
      KubernetesEngine engine, KubernetesSettings settings, String address)
      throws ContainerException, InterruptedException {
    ContainerSpec caller =
        spec(settings, ContainerNetwork.NONE, List.of("perl", "-e", CALLER, address));
    String calling = engine.create(caller);
    try {
      int code = engine.startAnyhow(calling, caller, NOWHERE).await().exitCode();
      if (code != 0 && code != NOT_REACHED) {
        throw new ContainerException("The pod that was to reach another ended with " + code, null);
      }
      return code == 0;
    } finally {
      remove(engine, calling);
    }
  }

  /** After what time no pod of a check runs any more that has begun before now. */
  static Duration longest(KubernetesSettings settings) {
    return PodManifest.deadline(TIME_LIMIT, settings.patience()).plusMinutes(1);
  }

  /** What a server has left that died while it looked; another one may be looking now. */
  static void removeLeft(KubernetesEngine engine) throws ContainerException {
    for (FoundContainer found : engine.find(LABELS)) {
      if (!found.running()) {
        engine.remove(found.id());
      }
    }
  }

  private static ContainerSpec spec(
      KubernetesSettings settings, ContainerNetwork network, List<String> command) {
    return new ContainerSpec(
        settings.probeImage(),
        command,
        Map.of(),
        List.of(),
        "/",
        Optional.of("65534:65534"),
        LIMITS,
        network,
        LABELS,
        new Confinement(true, 1024, 0, 1 << 20),
        Optional.empty(),
        new Run(
            "network-check-" + UUID.randomUUID(),
            "",
            Optional.of(TIME_LIMIT),
            Optional.empty(),
            Optional.empty()));
  }

  private static void remove(KubernetesEngine engine, String id) throws ContainerException {
    // A request by an interrupted thread would be aborted.
    boolean interrupted = Thread.interrupted();
    try {
      engine.remove(id);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
