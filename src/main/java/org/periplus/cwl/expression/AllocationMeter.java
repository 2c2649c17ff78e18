package org.periplus.cwl.expression;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * How many bytes the current thread has allocated since a moment. Asked through JMX, since the Java
 * type that has the method is not visible in every application server. A JVM that does not count
 * gives 0.
 */
final class AllocationMeter {

  private static final MBeanServer PLATFORM = ManagementFactory.getPlatformMBeanServer();
  private static final String[] SIGNATURE = {"long"};

  private final long thread = Thread.currentThread().getId();
  private final long before = allocated();

  static AllocationMeter start() {
    return new AllocationMeter();
  }

  /** Bytes allocated since the start. */
  long bytes() {
    return before < 0 ? 0 : allocated() - before;
  }

  private long allocated() {
    try {
      Object bytes =
          PLATFORM.invoke(
              new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
              "getThreadAllocatedBytes",
              new Object[] {thread},
              SIGNATURE);
      return bytes instanceof Long number ? number : -1;
    } catch (JMException | RuntimeException e) {
      return -1;
    }
  }
}
