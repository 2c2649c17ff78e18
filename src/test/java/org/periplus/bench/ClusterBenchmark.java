package org.periplus.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.periplus.batch.ProcessRunner;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.kubernetes.KubernetesEngine;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.value.FormatRelation;

/**
 * Measures what a step costs that is a pod: a chain of tools that do nothing, one after another,
 * and as many pods with nothing around them. Prints a table; each figure is the median of the runs,
 * in seconds for one step.
 */
public final class ClusterBenchmark {

  private static final int RUNS = Integer.getInteger("bench.runs", 3);
  private static final int STEPS = 20;

  /** All steps, or all pods. */
  private interface Chain {
    void run() throws Exception;
  }

  private ClusterBenchmark() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("periplus-bench");
    System.out.printf("%d processors, median of %d runs%n%n", processors(), RUNS);
    System.out.println("| for one step | seconds |");
    System.out.println("| --- | --- |");
    KubernetesEngine engine = new KubernetesEngine(TestCluster.settings().build());
    try (ProcessRunner runner =
        new ProcessRunner(
            folder,
            ContainerConfiguration.defaults().withParallel(OptionalInt.of(processors())),
            ConfinementConfiguration.defaults(),
            ToolNetworkConfiguration.defaults().withReach("open"),
            HostTools.NEVER,
            engine)) {
      row("a step of a workflow", () -> workflow(runner));
      row("a pod alone", () -> pods(engine));
    }
    System.exit(0);
  }

  private static int processors() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static void row(String what, Chain chain) throws Exception {
    double[] seconds = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long start = System.nanoTime();
      chain.run();
      seconds[i] = (System.nanoTime() - start) / 1e9 / STEPS;
    }
    Arrays.sort(seconds);
    System.out.printf(Locale.ROOT, "| %s | %.2f |%n", what, seconds[RUNS / 2]);
  }

  private static void workflow(ProcessRunner runner) throws Exception {
    BenchmarkDocuments chain = BenchmarkDocuments.CHAIN_OF_20_CONTAINERS;
    runner.run(
        new DocumentLoader(ReferenceResolver.none()).load(chain.text(), chain.name()).main(),
        FormatRelation.EQUALITY,
        JsonNodeFactory.instance.objectNode(),
        (outputs, files) -> outputs);
  }

  private static void pods(KubernetesEngine engine) throws Exception {
    for (int i = 0; i < STEPS; i++) {
      ContainerSpec spec =
          new ContainerSpec(
              "debian:stable-slim",
              List.of("true"),
              Map.of(),
              List.of(),
              "/",
              Optional.of("65534:65534"),
              new Limits(1, 256L << 20, 100, 0),
              ContainerNetwork.OPEN,
              Map.of(),
              new Confinement(false, 1024, 0, 16 << 20),
              Optional.empty(),
              ContainerSpec.Run.unnamed());
      String id = engine.create(spec);
      engine.start(id, spec, new Nowhere()).await();
      engine.remove(id);
    }
  }
}
