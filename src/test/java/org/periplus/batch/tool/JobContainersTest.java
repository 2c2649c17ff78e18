package org.periplus.batch.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.periplus.container.ContainerEngine;
import org.periplus.container.ContainerException;
import org.periplus.container.FoundContainer;

class JobContainersTest {

  private static final UUID JOB = UUID.randomUUID();

  private final Logger logger = Logger.getLogger(JobContainers.class.getName());
  private final Warnings warnings = new Warnings();

  @BeforeEach
  void listen() {
    logger.addHandler(warnings);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(warnings);
  }

  @Test
  void warnsOfWhatCouldNotBeDone() {
    ContainerEngine stubborn =
        engine(
            () -> {
              throw new ContainerException("no", null);
            });
    JobContainers containers =
        new JobContainers(
            new ToolEngines(stubborn, stubborn, HostTools.NEVER), null, Runnable::run);

    containers.killAll(JOB);
    containers.removeAll(JOB);

    assertThat(warnings.messages)
        .containsExactly(
            "The containers of job " + JOB + " could not be killed: no",
            "The containers of job " + JOB + " could not be killed: no",
            "The containers of job " + JOB + " could not be removed: no",
            "The containers of job " + JOB + " could not be removed: no");
  }

  @Test
  void killsOnceWhatIsToBeKilledAgainMeanwhile() {
    AtomicReference<JobContainers> containers = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    ContainerEngine engine =
        engine(
            () -> {
              asked.incrementAndGet();
              containers.get().killAll(JOB); // As the next dismissal, while this is not over.
            });
    containers.set(
        new JobContainers(new ToolEngines(engine, engine, HostTools.NEVER), null, Runnable::run));

    containers.get().killAll(JOB);
    int once = asked.get();
    containers.get().killAll(JOB);

    assertThat(asked).hasValue(2 * once);
  }

  private interface Call {
    void made() throws ContainerException;
  }

  /**
   * An engine with one container.
   *
   * @param call what it does when it is asked to end or to remove it
   */
  private static ContainerEngine engine(Call call) {
    return (ContainerEngine)
        Proxy.newProxyInstance(
            JobContainersTest.class.getClassLoader(),
            new Class<?>[] {ContainerEngine.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("find")) {
                return List.of(new FoundContainer("one", Map.of(), true));
              }
              call.made();
              return null;
            });
  }

  private static final class Warnings extends Handler {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord record) {
      messages.add(new SimpleFormatter().formatMessage(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
