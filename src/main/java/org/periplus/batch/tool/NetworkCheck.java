package org.periplus.batch.tool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.ContainerNetwork.ByProxy;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.ContainerSpec.Run;
import org.periplus.container.OutputSink;

/** Looks from inside a container whether it reaches the proxy, and nothing else. */
final class NetworkCheck {

  /** The proxy answers what is no request to a proxy; and there is no route but the loopback's. */
  private static final String SCRIPT =
      """
      use strict;
      use Socket;
      socket(my $proxy, PF_INET, SOCK_STREAM, 0) or die "no socket: $!\\n";
      connect($proxy, sockaddr_in(shift, INADDR_LOOPBACK)) or die "no way to the proxy: $!\\n";
      syswrite $proxy, "GET / HTTP/1.1\\r\\n\\r\\n";
      my $answer = <$proxy>;
      die "the proxy does not answer\\n" unless defined $answer && $answer =~ m{^HTTP/1.1 400 };
      for my $table ('/proc/net/route', '/proc/net/ipv6_route') {
        open my $routes, '<', $table or next;
        while (<$routes>) {
          next if /^Iface/ || /^lo\\s/ || /\\slo$/;
          die "there is another way out: $_";
        }
      }
      """;

  private static final Limits LIMITS = new Limits(1, 128L << 20, 64, 0);

  private NetworkCheck() {}

  /**
   * Runs a container with this network.
   *
   * @param owner whose containers these are: what an earlier check of theirs left is removed
   * @return what is wrong; empty when all is well
   */
  static Optional<String> with(ContainerEngine engine, ByProxy network, String owner)
      throws ContainerException, InterruptedException {
    Map<String, String> labels = Map.of("org.periplus.check", owner);
    engine.removeAll(labels);
    ContainerSpec spec =
        new ContainerSpec(
            network.image(),
            List.of("perl", "-e", SCRIPT, Integer.toString(ByProxy.PORT)),
            Map.of(),
            List.of(),
            "/",
            Optional.of("65534:65534"),
            LIMITS,
            network,
            labels,
            new Confinement(true, 1024, 0, 1 << 20),
            Optional.empty(),
            Run.unnamed());
    try {
      Said said = new Said();
      int exit = engine.start(engine.create(spec), spec, said).await().exitCode();
      return exit == 0 ? Optional.empty() : Optional.of(said.text());
    } finally {
      remove(engine, labels);
    }
  }

  private static void remove(ContainerEngine engine, Map<String, String> labels)
      throws ContainerException {
    // A call to the engine by an interrupted thread would be aborted.
    boolean interrupted = Thread.interrupted();
    try {
      engine.removeAll(labels);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** What the check has written. */
  private static final class Said implements OutputSink {
    private final ByteArrayOutputStream all = new ByteArrayOutputStream();

    @Override
    public synchronized void stdout(byte[] bytes) {
      all.writeBytes(bytes);
    }

    @Override
    public synchronized void stderr(byte[] bytes) {
      all.writeBytes(bytes);
    }

    synchronized String text() {
      return all.toString(UTF_8).strip();
    }
  }
}
