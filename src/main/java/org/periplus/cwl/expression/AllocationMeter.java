package org.periplus.cwl.expression;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Tells when the current thread has taken too much memory since a moment. A JVM counts what a
 * thread allocates, garbage too, but not what it holds; so both that count and what lives long in
 * the whole heap must have grown beyond the limit, or the count alone by far. What lives long is
 * looked at after a collection: otherwise it is the garbage of others too. The count is asked for
 * through JMX, since the Java type that has the method is not visible in every application server.
 */
final class AllocationMeter {

  private static final double NEARLY_FULL = 0.85;

  /** How many times the limit may become garbage. */
  private static final int MOST_GARBAGE = 32;

  /** Scripts that make much garbage must not keep the server collecting it. */
  private static final long NANOS_BETWEEN_COLLECTIONS = 1_000_000_000;

  private static final AtomicLong COLLECTED =
      new AtomicLong(System.nanoTime() - NANOS_BETWEEN_COLLECTIONS);

  private static final MBeanServer PLATFORM = ManagementFactory.getPlatformMBeanServer();
  private static final ObjectName THREADS = threads();
  private static final String[] SIGNATURE = {"long"};
  private static final List<MemoryPoolMXBean> LONG_LIVED =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .filter(pool -> !pool.getName().contains("Eden") && !pool.getName().contains("Survivor"))
          .toList();

  private final long thread = Thread.currentThread().getId();
  private final long allocatedBefore = allocated();
  private final long longLivedBefore = longLived();

  /** Whether more than that has been taken. */
  boolean exceeds(long limit) {
    long share = Math.min(limit, Runtime.getRuntime().maxMemory() / 8);
    if (allocatedBefore < 0 || allocated() - allocatedBefore < share) {
      return false;
    }
    long taken = allocated() - allocatedBefore;
    return taken > MOST_GARBAGE * limit
        || (taken > limit && holds(limit))
        || longLived() > NEARLY_FULL * Runtime.getRuntime().maxMemory();
  }

  /** Whether more lives long than before, also when the garbage is gone. */
  private boolean holds(long limit) {
    return longLived() - longLivedBefore > limit
        && isCollected()
        && longLived() - longLivedBefore > limit;
  }

  private static boolean isCollected() {
    long last = COLLECTED.get();
    boolean due = System.nanoTime() - last >= NANOS_BETWEEN_COLLECTIONS;
    if (due && COLLECTED.compareAndSet(last, System.nanoTime())) {
      System.gc();
      return true;
    }
    return false;
  }

  private static long longLived() {
    return LONG_LIVED.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
  }

  private long allocated() {
    try {
      Object bytes =
          PLATFORM.invoke(THREADS, "getThreadAllocatedBytes", new Object[] {thread}, SIGNATURE);
      return bytes instanceof Long number ? number : -1;
    } catch (JMException | RuntimeException e) {
      return -1;
    }
  }

  private static ObjectName threads() {
    try {
      return new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
