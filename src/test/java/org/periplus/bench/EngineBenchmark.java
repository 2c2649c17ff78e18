package org.periplus.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.periplus.batch.ProcessRunner;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.container.ContainerNetwork;
import org.periplus.container.ContainerSpec;
import org.periplus.container.ContainerSpec.Confinement;
import org.periplus.container.ContainerSpec.Limits;
import org.periplus.container.docker.DockerEngine;
import org.periplus.container.docker.DockerSettings;
import org.periplus.cwl.document.CwlDocument;
import org.periplus.cwl.document.DocumentLoader;
import org.periplus.cwl.document.source.ReferenceResolver;
import org.periplus.cwl.value.FormatRelation;

/**
 * Measures the CWL engine in this program, as {@code cwl-runner} and beside {@code cwltool}, with
 * the same documents in the same run, and the same containers without any engine. Prints a table;
 * each figure is the median of the runs, in seconds; the largest document is run once.
 */
public final class EngineBenchmark {

  private static final int RUNS = Integer.getInteger("bench.runs", 3);
  private static final String ONLY = System.getProperty("bench.only", ".*");
  private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

  /** Something that is measured. */
  private interface Work {
    void run() throws Exception;
  }

  private final Path folder;
  private final String periplus;
  private final String cwltool;

  private EngineBenchmark(Path folder, String periplus, String cwltool) {
    this.folder = folder;
    this.periplus = periplus;
    this.cwltool = cwltool;
  }

  /**
   * Measures.
   *
   * @param args the paths of the script {@code periplus} and of {@code cwltool}
   */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createTempDirectory("periplus-bench");
    new EngineBenchmark(folder, args[0], args[1]).measure();
    System.exit(0);
  }

  private void measure() throws Exception {
    System.out.printf(
        "%d processors, JDK %s, heap at most %d MiB, median of %d runs (5,000 elements: one),"
            + " seconds%n%n",
        AT_ONCE, System.getProperty("java.version"), Runtime.getRuntime().maxMemory() >> 20, RUNS);
    System.out.println(
        "| what | engine, warm | `cwl-runner` | `cwltool` | `cwltool --parallel` | containers alone"
            + " |");
    System.out.println("| --- | --- | --- | --- | --- | --- |");
    try (ProcessRunner runner =
        new ProcessRunner(
            folder.resolve("work"),
            ContainerConfiguration.defaults(),
            ToolNetworkConfiguration.defaults().withReach("open"),
            HostTools.WITHOUT_IMAGE)) {
      for (BenchmarkDocuments document : BenchmarkDocuments.values()) {
        if (document.name().toLowerCase(Locale.ROOT).matches(ONLY)) {
          measure(document, runner);
        }
      }
    }
  }

  private void measure(BenchmarkDocuments document, ProcessRunner runner) throws Exception {
    Path file = document.write(folder);
    // cwltool needs minutes for it.
    int runs = document == BenchmarkDocuments.SCATTER_OF_5000_EXPRESSIONS ? 1 : RUNS;
    boolean check = document == BenchmarkDocuments.CHECK_OF_500_STEPS;
    List<String> row = new ArrayList<>();
    row.add(document.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    row.add(seconds(runs, check ? () -> load(document) : () -> run(document, runner)));
    row.add(
        check
            ? ""
            : seconds(
                runs,
                () ->
                    command(
                        periplus, "cwl-runner", "--quiet", "--outdir", out(), file.toString())));
    row.add(seconds(runs, () -> cwltool(file, check ? "--validate" : "--quiet")));
    row.add(check ? "" : seconds(runs, () -> cwltool(file, "--quiet", "--parallel")));
    row.add(
        switch (document) {
          case ONE_CONTAINER -> seconds(runs, () -> containers(1, 1));
          case SCATTER_OF_50_CONTAINERS -> seconds(runs, () -> containers(50, AT_ONCE));
          case CHAIN_OF_20_CONTAINERS -> seconds(runs, () -> containers(20, 1));
          default -> "";
        });
    System.out.println("| " + String.join(" | ", row) + " |");
  }

  private static String seconds(int runs, Work work) throws Exception {
    double[] seconds = new double[runs];
    for (int i = 0; i < runs; i++) {
      long start = System.nanoTime();
      work.run();
      seconds[i] = (System.nanoTime() - start) / 1e9;
    }
    Arrays.sort(seconds);
    return String.format(Locale.ROOT, "%.2f", seconds[runs / 2]);
  }

  private static CwlDocument load(BenchmarkDocuments document) {
    return new DocumentLoader(ReferenceResolver.none()).load(document.text(), document.name());
  }

  private static void run(BenchmarkDocuments document, ProcessRunner runner) throws Exception {
    runner.run(
        load(document).main(),
        FormatRelation.EQUALITY,
        JsonNodeFactory.instance.objectNode(),
        (outputs, files) -> outputs);
  }

  private void cwltool(Path file, String... options) throws Exception {
    command(
        Stream.concat(
                Stream.concat(Stream.of(cwltool, "--outdir", out()), Stream.of(options)),
                Stream.of(file.toString()))
            .toArray(String[]::new));
  }

  private String out() throws IOException {
    return Files.createTempDirectory(folder, "out").toString();
  }

  private void command(String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    int exitCode =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (exitCode != 0) {
      throw new IllegalStateException(
          String.join(" ", command) + " ended with " + exitCode + ":\n" + Files.readString(log));
    }
  }

  /** The same containers through the engine's API, with nothing around them. */
  private static void containers(int count, int atOnce) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(atOnce);
    try (DockerEngine docker = new DockerEngine(DockerSettings.DEFAULT)) {
      List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        runs.add(threads.submit(() -> container(docker)));
      }
      for (Future<?> run : runs) {
        run.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      threads.shutdown();
    }
  }

  private static Void container(DockerEngine docker) throws Exception {
    ContainerSpec spec =
        new ContainerSpec(
            "debian:stable-slim",
            List.of("true"),
            Map.of(),
            List.of(),
            "/",
            Optional.empty(),
            new Limits(1, 256L << 20, 100, 0),
            ContainerNetwork.NONE,
            Map.of(),
            new Confinement(false, 1024, 0, 16 << 20),
            Optional.empty(),
            ContainerSpec.Run.unnamed());
    String id = docker.create(spec);
    docker.start(id, spec, new Nowhere()).await();
    docker.remove(id);
    return null;
  }
}
