package org.periplus.attacks;

import com.sun.tools.attach.VirtualMachine;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What the server's process holds: its heap, and threads at work for a tenant. */
final class ServerState implements AutoCloseable {

  private static final int COLLECTIONS = 5;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);

  /** What only runs while an expression, a document or a tool is worked on. */
  private static final List<String> WORK =
      List.of(
          "run.endive.runtime.",
          "org.mozilla.javascript.Interpreter",
          "org.snakeyaml.engine.v2.parser.",
          "org.periplus.cwl.",
          "org.periplus.batch.tool.",
          "org.periplus.staging.fetch.");

  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final MemoryMXBean memory;

  private ServerState(JMXConnector connector) throws Exception {
    this.connector = connector;
    MBeanServerConnection server = connector.getMBeanServerConnection();
    threads =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    memory =
        ManagementFactory.newPlatformMXBeanProxy(
            server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
  }

  /** That of the server which this process has started. */
  @SuppressWarnings("BanJNDI") // the server is the tests' own, and on this machine
  static ServerState ofChild() throws Exception {
    long server =
        ProcessHandle.current()
            .descendants()
            .filter(process -> process.info().command().orElse("").endsWith("java"))
            .mapToLong(ProcessHandle::pid)
            .findFirst()
            .orElseThrow();
    VirtualMachine machine = VirtualMachine.attach(Long.toString(server));
    try {
      return new ServerState(
          JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
    } finally {
      machine.detach();
    }
  }

  /** How many bytes of the heap are in use after a collection. */
  long heap() {
    long least = Long.MAX_VALUE;
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      memory.gc();
      least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
    }
    return least;
  }

  /** The threads that still work for a tenant when there was time to end. */
  List<String> atWork() {
    long end = System.nanoTime() + ENDS_WITHIN.toNanos();
    List<String> found = working();
    while (!found.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
      found = working();
    }
    return found;
  }

  private List<String> working() {
    List<String> found = new ArrayList<>();
    for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
      Stream.of(thread.getStackTrace())
          .filter(frame -> WORK.stream().anyMatch(frame.getClassName()::startsWith))
          .findFirst()
          .ifPresent(frame -> found.add(thread.getThreadName() + " in " + frame));
    }
    return found;
  }

  @Override
  public void close() throws Exception {
    connector.close();
  }
}
