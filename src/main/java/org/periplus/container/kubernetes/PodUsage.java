package org.periplus.container.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecListener;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.periplus.container.ContainerUsage;

/**
 * Asks pods what they use. Each reads its own control group, by the {@code cat} of its image: the
 * right to run a command in a pod is one of the namespace, and what nodes know is not. An image may
 * have no {@code cat}, or one that lies; nothing but a figure depends on it. Safe for use by
 * several threads.
 */
final class PodUsage {

  private static final System.Logger LOG = System.getLogger(PodUsage.class.getName());
  private static final int LARGEST_ANSWER = 1 << 14;
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** Of control groups v2 and v1: those that are not there are passed over. */
  private static final String[] COMMAND = {
    "cat",
    "/sys/fs/cgroup/memory.current",
    "/sys/fs/cgroup/memory/memory.usage_in_bytes",
    "/sys/fs/cgroup/cpuacct/cpuacct.usage",
    "/sys/fs/cgroup/memory.stat",
    "/sys/fs/cgroup/memory/memory.stat",
    "/sys/fs/cgroup/cpu.stat"
  };

  /** A pod that ends at this moment is no error, as the client's log has it without a listener. */
  private static final ExecListener QUIET = (code, reason) -> {};

  private static final Pattern LINE = Pattern.compile("(?:([a-z_]+) )?([0-9]{1,18})");
  private static final Duration MICROSECOND = Duration.ofNanos(1000);

  private final KubernetesClient client;
  private final String namespace;
  private final Semaphore atOnce;
  private volatile boolean forbidden;

  /**
   * @param atOnce how many pods are asked at the same time; who comes when all are at it goes away
   *     empty, since the next look is near
   */
  PodUsage(KubernetesClient client, String namespace, int atOnce) {
    this.client = client;
    this.namespace = namespace;
    this.atOnce = new Semaphore(atOnce);
  }

  /** What a pod uses now; empty when nobody can tell. */
  Optional<ContainerUsage> of(String pod) {
    if (forbidden || !atOnce.tryAcquire()) {
      return Optional.empty();
    }
    try {
      return read(answer(pod));
    } catch (KubernetesClientException | ExecutionException | TimeoutException e) {
      notAnswered(pod, e);
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      atOnce.release();
    }
  }

  private String answer(String pod)
      throws ExecutionException, TimeoutException, InterruptedException {
    Answer answer = new Answer();
    try (ExecWatch command =
        client
            .pods()
            .inNamespace(namespace)
            .withName(pod)
            .inContainer(PodManifest.CONTAINER)
            .writingOutput(answer)
            .usingListener(QUIET)
            .exec(COMMAND)) {
      // Its exit code says no more than that a file is not there.
      var unused = command.exitCode().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      return answer.text();
    }
  }

  private void notAnswered(String pod, Exception failure) {
    if (ApiFailure.isForbidden(failure)) {
      forbidden = true;
      LOG.log(
          System.Logger.Level.WARNING,
          "What steps use is not recorded: the cluster does not allow this server to ask their pods"
              + " (get and create of pods/exec). periplus.kubernetes.usage-parallel=0 is to ask none.");
    } else {
      LOG.log(System.Logger.Level.DEBUG, "Pod {0} does not say what it uses", pod, failure);
    }
  }

  /** Numbers alone are bytes and then, of v1, nanoseconds; all others have names. */
  static Optional<ContainerUsage> read(String answer) {
    Map<String, Long> named = new HashMap<>();
    List<Long> bare = new ArrayList<>();
    answer
        .lines()
        .map(LINE::matcher)
        .filter(Matcher::matches)
        .forEach(
            line -> {
              long number = Long.parseLong(line.group(2));
              if (line.group(1) == null) {
                bare.add(number);
              } else {
                named.put(line.group(1), number);
              }
            });
    Optional<Duration> processorTime =
        named.containsKey("usage_usec")
            ? Optional.of(MICROSECOND.multipliedBy(named.get("usage_usec")))
            : bare.stream().skip(1).findFirst().map(Duration::ofNanos);
    if (bare.isEmpty() || processorTime.isEmpty()) {
      return Optional.empty();
    }
    long inactive =
        named.getOrDefault("total_inactive_file", named.getOrDefault("inactive_file", 0L));
    return Optional.of(
        new ContainerUsage(processorTime.get(), Math.max(0, bare.get(0) - inactive)));
  }

  /** As much of it as is read. */
  private static final class Answer extends OutputStream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] some, int offset, int length) throws IOException {
      if (bytes.size() + length > LARGEST_ANSWER) {
        throw new IOException("more than an answer");
      }
      bytes.write(some, offset, length);
    }

    synchronized String text() {
      return bytes.toString(UTF_8);
    }
  }
}
