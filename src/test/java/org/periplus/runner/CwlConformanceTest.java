package org.periplus.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.periplus.batch.ProcessFailedException;
import org.periplus.batch.ProcessRunner;
import org.periplus.batch.confinement.ConfinementConfiguration;
import org.periplus.batch.tool.ContainerConfiguration;
import org.periplus.batch.tool.HostTools;
import org.periplus.batch.tool.ToolNetworkConfiguration;
import org.periplus.container.kubernetes.KubernetesEngine;
import org.periplus.container.kubernetes.TestCluster;
import org.periplus.cwl.document.source.InvalidDocumentException;
import org.periplus.cwl.workflow.UnsupportedFeatures;

/**
 * The official conformance suite of CWL v1.2, each entry run as {@code cwl-runner} runs it, on the
 * Docker Engine or, with {@code -Dcwl.conformance.engine=kubernetes}, on the cluster of the tests.
 * Several run at once, so the time of one entry in a report is only how long it was waited for.
 */
class CwlConformanceTest {

  private static final Path SUITE =
      Path.of(System.getProperty("cwl.conformance", "../shared/conformance/cwl-v1.2"));
  private static final String ENGINE = System.getProperty("cwl.conformance.engine", "docker");
  private static final int AT_ONCE = 4;

  private static Web web;
  private static ProcessRunner runner;
  private static ExecutorService threads;

  @TempDir static Path folder;

  @BeforeAll
  static void start() throws Exception {
    if (ENGINE.equals("kubernetes")) {
      TestCluster.image("python:3-slim", "alpine:latest", "bash:4.4");
    }
    web = new Web();
    threads = Executors.newFixedThreadPool(AT_ONCE);
    ContainerConfiguration containers =
        ContainerConfiguration.defaults().withParallel(OptionalInt.of(AT_ONCE));
    ToolNetworkConfiguration networks = ToolNetworkConfiguration.defaults().withProxy(web.url());
    runner =
        ENGINE.equals("kubernetes")
            ? new ProcessRunner(
                folder.resolve("work"),
                containers,
                ConfinementConfiguration.defaults(),
                networks.withReach("open"), // The proxy is not reached from pods.
                HostTools.WITHOUT_IMAGE,
                new KubernetesEngine(TestCluster.settings().sharing(SUITE).build()))
            : new ProcessRunner(
                folder.resolve("work"), containers, networks, HostTools.WITHOUT_IMAGE);
  }

  @AfterAll
  static void stop() throws IOException {
    threads.shutdownNow();
    runner.close();
    web.close();
  }

  @TestFactory
  Stream<DynamicTest> cwl() throws IOException {
    Path index = SUITE.resolve("conformance_tests.yaml");
    if (!Files.exists(index)) {
      System.out.println(
          "The official CWL suite was not run: clone github.com/common-workflow-language/cwl-v1.2"
              + " to "
              + SUITE.toAbsolutePath().normalize()
              + ", or say where it is with -Dcwl.conformance=DIR.");
      return Stream.empty();
    }
    String wanted = System.getProperty("cwl.conformance.entries", ".*");
    List<ConformanceEntry> entries =
        ConformanceEntry.all(index.toAbsolutePath().normalize()).stream()
            .filter(entry -> entry.id().matches(wanted))
            .toList();
    List<Future<?>> runs =
        entries.stream().<Future<?>>map(entry -> threads.submit(() -> run(entry))).toList();
    return IntStream.range(0, entries.size())
        .mapToObj(i -> DynamicTest.dynamicTest(entries.get(i).id(), () -> await(runs.get(i))));
  }

  private static void await(Future<?> run) throws Throwable {
    try {
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private static Void run(ConformanceEntry entry) throws IOException, InterruptedException {
    ObjectNode outputs;
    try {
      Execution execution = Execution.read(entry.tool(), entry.job());
      assertThat(UnsupportedFeatures.in(execution.process())).as("unsupported").isEmpty();
      outputs = execution.run(runner, folder.resolve("out").resolve(entry.id()), note -> {});
    } catch (InvalidDocumentException | ProcessFailedException | NoSuchElementException e) {
      if (entry.shouldFail()) {
        return null;
      }
      String logs = e instanceof ProcessFailedException failed ? failed.logs() : "";
      throw new AssertionError(entry + "\n" + e.getMessage() + "\n" + logs, e);
    }
    if (entry.shouldFail()) {
      fail(entry + "\nshould fail, and gave " + outputs);
    }
    entry
        .output()
        .flatMap(expected -> OutputComparison.difference(expected, outputs))
        .ifPresent(difference -> fail(entry + "\n" + difference));
    return null;
  }
}
