package org.periplus.container.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.periplus.container.Captured;
import org.periplus.container.ContainerSpec;
import org.periplus.container.EngineUnavailableException;
import org.periplus.container.RunningContainer;
import org.periplus.container.SpecBuilder;

/** An engine that is started anew ends all connections, and answers again. */
@Timeout(60)
class EngineRestartTest {

  private final Map<String, String> labels =
      Map.of("org.periplus.test", UUID.randomUUID().toString());
  private EngineProxy proxy;
  private DockerEngine engine;

  @BeforeEach
  void connect() throws Exception {
    proxy = new EngineProxy();
    engine = new DockerEngine(proxy.settings());
  }

  @AfterEach
  void removeContainers() throws Exception {
    engine.removeAll(labels);
    engine.close();
    proxy.close();
  }

  @Test
  void breaksNoCallAfterIt() throws Exception {
    int calls = 4;
    askAtTheSameTime(calls);
    assertThat(proxy.accepted()).isGreaterThanOrEqualTo(calls);

    proxy.cut();
    ContainerSpec spec = new SpecBuilder(labels, "echo", "still there").build();
    String id = engine.create(spec);
    proxy.cut();
    Captured captured = new Captured();
    RunningContainer running = engine.start(id, spec, captured);

    assertThat(running.await().exitCode()).isZero();
    assertThat(captured.stdout.toString(UTF_8)).isEqualTo("still there\n");
    proxy.cut();
    engine.remove(id);
  }

  /** Each of these calls has a connection of its own. */
  private void askAtTheSameTime(int calls) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(calls);
    try {
      CountDownLatch ready = new CountDownLatch(calls);
      List<Future<?>> answers = new ArrayList<>();
      for (int i = 0; i < calls; i++) {
        answers.add(
            threads.submit(
                () -> {
                  ready.countDown();
                  ready.await();
                  return engine.info();
                }));
      }
      for (Future<?> answer : answers) {
        answer.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void keepsNoConnectionOpen() throws Exception {
    engine.info();
    engine.find(labels);

    assertThat(proxy.accepted()).isEqualTo(2);
  }

  @Test
  void isTheEndOfAWait() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Captured sink =
        new Captured() {
          @Override
          public void stdout(byte[] bytes) {
            started.countDown();
          }
        };
    ContainerSpec spec = new SpecBuilder(labels, "sh", "-c", "echo; exec sleep 600").build();
    RunningContainer running = engine.start(engine.create(spec), spec, sink);
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

    proxy.cutWhen("/wait");

    assertThatThrownBy(running::await).isInstanceOf(EngineUnavailableException.class);
  }
}
