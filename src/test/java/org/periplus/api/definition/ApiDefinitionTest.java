package org.periplus.api.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.periplus.configuration.DataSize;
import org.periplus.process.deployment.ProcessPackage;

class ApiDefinitionTest {

  private static final int CLIENTS = 20;

  private final ApiDefinition definition =
      new ApiDefinition(
          new SecuritySchemes(Map.of(), Optional.empty()),
          new DefinitionConfiguration(DataSize.of("1 MiB")));

  private ApiDocument of(String root) {
    return definition.of(List.of(), List::of, root, OpenApiVersion.V3_0);
  }

  @Test
  void whatManyAskForAtOnceIsMadeOnce() throws Exception {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch together = new CountDownLatch(CLIENTS);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<ApiDocument>> answers = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      answers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return definition.of(
                    List.of(), () -> counted(made), "http://localhost/", OpenApiVersion.V3_0);
              }));
    }

    for (Future<ApiDocument> answer : answers) {
      assertThat(answer.get().json()).contains("\"http://localhost\"");
    }
    threads.shutdown();
    assertThat(made).hasValue(1);
  }

  /** Each address that clients ask by has a document of its own. */
  @Test
  void asManyAreKeptAsHaveTheLengthThatMayBeKept() {
    ApiDocument first = of("http://localhost/");
    long fitting = DataSize.of("1 MiB").bytes() / first.json().length();

    assertThat(of("http://localhost/")).isSameAs(first);
    for (int other = 0; other <= fitting + 1; other++) {
      of("http://localhost/" + other + "/");
      assertThat(definition.length()).isLessThanOrEqualTo(DataSize.of("1 MiB").bytes());
    }

    assertThat(of("http://localhost/")).isEqualTo(first).isNotSameAs(first);
  }

  @Test
  void noMoreIsKeptWhenManyAskForDifferentOnesAtOnce() throws Exception {
    CountDownLatch together = new CountDownLatch(CLIENTS);
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
    List<Future<ApiDocument>> answers = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      String root = "http://localhost/" + client + "/";
      answers.add(
          threads.submit(
              () -> {
                together.countDown();
                together.await();
                return of(root);
              }));
    }
    for (Future<ApiDocument> answer : answers) {
      assertThat(answer.get().json().length()).isGreaterThan(60_000);
    }
    threads.shutdown();

    assertThat(definition.length()).isLessThanOrEqualTo(DataSize.of("1 MiB").bytes());
  }

  private static List<ProcessPackage> counted(AtomicInteger made) {
    made.incrementAndGet();
    return List.of();
  }

  @Test
  void documentsThatSayDifferentThingsHaveDifferentHashes() {
    assertThat(of("http://localhost/").hash())
        .isEqualTo(of("http://localhost/").hash())
        .isNotEqualTo(of("http://example.org/").hash());
  }

  @Test
  void soManyRootsAreForgottenAndMadeAgain() {
    ApiDocument first = of("http://localhost/");
    for (int root = 0; root < 100; root++) {
      of("http://host-" + root + "/");
    }

    assertThat(of("http://localhost/")).isEqualTo(first);
  }
}
