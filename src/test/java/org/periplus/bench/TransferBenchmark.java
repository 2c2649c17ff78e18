package org.periplus.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.periplus.configuration.DataSize;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Mount;
import org.periplus.container.SpecBuilder;
import org.periplus.container.kubernetes.KubernetesEngine;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.container.kubernetes.TransferFront;
import org.periplus.container.kubernetes.TransferSettings;
import org.periplus.container.kubernetes.TransferSettings.Cache;
import org.periplus.container.kubernetes.TransferSettings.Fetching;
import org.periplus.folder.FolderTree;

/**
 * Measures how soon a tool starts whose inputs are large and travel to its pod: from the moment in
 * which its pod is asked for. Prints a table, in seconds.
 */
public final class TransferBenchmark {

  private static final int RUNS = Integer.getInteger("bench.runs", 1);
  private static final double CPUS = Double.parseDouble(System.getProperty("bench.cpus", "0.25"));
  private static final int MEGABYTE = 1 << 20;
  private static final DataSize NEVER = new DataSize(1L << 50);
  private static final DataSize SINGLY = new DataSize(16L << 20);

  private TransferBenchmark() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("periplus-bench");
    try {
      Path one = inputs(folder.resolve("one"), 1, 1024);
      Path four = inputs(folder.resolve("four"), 4, 256);
      Path cache = Files.createDirectory(folder.resolve("cache"));
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
      Optional<Cache> kept = Optional.of(new Cache(cache, new DataSize(8L << 30)));
      System.out.printf(Locale.ROOT, "%.2f processors for who fetches; all runs of each%n%n", CPUS);
      System.out.println("| inputs | how | seconds until the tool starts |");
      System.out.println("| --- | --- | --- |");
      try (TransferFront front = new TransferFront(folder.resolve("data"))) {
        row(front, "one of 1 GiB", one, "in the archive", new Fetching(NEVER, 1, Optional.empty()));
        row(front, "one of 1 GiB", one, "by itself", new Fetching(SINGLY, 4, Optional.empty()));
        row(front, "one of 1 GiB", one, "by itself, into the cache", new Fetching(SINGLY, 4, kept));
        row(front, "one of 1 GiB", one, "from the cache", new Fetching(SINGLY, 4, kept));
        for (int streams : List.of(1, 4)) {
          Fetching fetching = new Fetching(SINGLY, streams, Optional.empty());
          row(front, "four of 256 MiB", four, "streams: " + streams, fetching);
        }
      }
    } finally {
      FolderTree.delete(folder);
    }
    System.exit(0);
  }

  private static Path inputs(Path folder, int files, int megabytes) throws IOException {
    byte[] block = new byte[MEGABYTE];
    new Random(1).nextBytes(block);
    Files.createDirectory(folder);
    for (int i = 0; i < files; i++) {
      try (OutputStream file = Files.newOutputStream(folder.resolve("input-" + i))) {
        for (int n = 0; n < megabytes; n++) {
          file.write(block);
        }
      }
    }
    return folder;
  }

  private static void row(
      TransferFront front, String inputs, Path folder, String how, Fetching fetching)
      throws Exception {
    try (KubernetesEngine engine =
        new KubernetesEngine(TestCluster.settings().carrying(settings(front, fetching)).build())) {
      StringBuilder seconds = new StringBuilder();
      for (int i = 0; i < RUNS; i++) {
        seconds.append(String.format(Locale.ROOT, " %.1f", start(engine, folder)));
      }
      System.out.printf("| %s | %s |%s |%n", inputs, how, seconds);
    }
  }

  private static TransferSettings settings(TransferFront front, Fetching fetching) {
    TransferSettings usual = front.settings(fetching);
    return new TransferSettings(
        usual.data(),
        usual.server(),
        usual.peers(),
        usual.image(),
        usual.patience(),
        usual.lifetime(),
        CPUS,
        usual.memory(),
        usual.fetching(),
        usual.size(),
        usual.limits());
  }

  /** The node is this machine: both have the same clock. */
  private static double start(KubernetesEngine engine, Path inputs) throws Exception {
    ContainerSpec spec =
        new SpecBuilder(Map.of(), "date", "+%s.%N")
            .user("65534:65534")
            .mounts(List.of(new Mount(inputs, "/in", true)))
            .build();
    Captured captured = new Captured();
    String id = engine.create(spec);
    Instant made = Instant.now();
    engine.start(id, spec, captured).await();
    engine.remove(id);
    double started = Double.parseDouble(captured.stdout.toString(UTF_8).strip());
    return started - made.getEpochSecond() - made.getNano() / 1e9;
  }
}
